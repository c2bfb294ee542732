import Numerics

/// The value of printed arithmetic: exact where it can be, and the interval of what the printed
/// decimals may have been rounded from.
struct Quantity: Sendable {
  /// The exact value for the numbers as printed.
  var exact: ExactRatio?
  /// The value for the numbers as printed.
  var value: Double
  /// The least value that un-rounded operands could give.
  var low: Double
  /// The greatest.
  var high: Double
  /// What is measured.
  var dimension = Dimension.none
  /// Whether a unit was printed at all.
  var hasUnit = false
  /// Whether it is made of whole numbers by +, − and × alone.
  var isWhole = false
  /// Whether a quotient, root or function is in it, so that its value may need rounding.
  var isRounded = false
  /// Whether it is a boolean-like or text value that was cut (integer division).
  var elements: [Quantity]?

  init(_ exact: ExactRatio, isWhole: Bool = false) {
    self.exact = exact
    value = exact.double
    low = value
    high = value
    self.isWhole = isWhole
  }

  init(_ value: Double, low: Double, high: Double) {
    self.value = value
    self.low = min(low, high)
    self.high = max(low, high)
    isRounded = true
  }

  init(elements: [Quantity]) {
    self.init(0, low: 0, high: 0)
    self.elements = elements
  }

  var isFinite: Bool { value.isFinite && low.isFinite && high.isFinite }
}
