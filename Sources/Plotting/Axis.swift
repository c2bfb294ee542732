/// One direction of a chart: what it measures and how values become places.
struct Axis: Sendable, Equatable, Codable {
  /// How values become places.
  enum Kind: Sendable, Equatable, Codable {
    /// Equal differences are equally far apart.
    case linear
    /// Equal ratios are equally far apart; values of zero and below cannot be drawn.
    case log
    /// Linear up to the threshold on both sides of zero, logarithmic beyond.
    case symlog(threshold: Double)
    /// Names in a row; value `i` is the middle of the band of name `i`.
    case names([String])
  }

  /// The words beside the axis.
  var label = ""
  /// How values become places.
  var kind = Kind.linear
  /// The least and greatest value shown, or nil to take them from the data.
  var domain: ClosedRange<Double>?
  /// Whether zero is shown even where the data stay away from it.
  var includesZero = false
  /// Whether the domain may end between ticks, at the data's own ends.
  var isTight = false
  /// Whether ticks stand on whole numbers only.
  var isInteger = false
  /// Whether the axis has ticks and words at all.
  var isShown = true

  /// Whether the axis carries names.
  var names: [String]? {
    if case .names(let names) = kind { names } else { nil }
  }
}
