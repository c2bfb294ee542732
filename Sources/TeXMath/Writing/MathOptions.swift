/// What the page adds to the formulas that it holds.
package struct MathOptions: Sendable {
  /// What another equation is called and where it stands.
  package struct Target: Hashable, Sendable {
    /// Its number, such as `2.1`.
    package var number: String
    /// The address of its place, such as `#eq-softmax`.
    package var address: String

    /// The equation `number` at `address`.
    package init(number: String, address: String) {
      self.number = number
      self.address = address
    }
  }

  /// Whether `alttext` holds the TeX source.
  package var includesSource = true
  /// The numbers to print, one for each of `equations`; nil prints none. A `\tag` needs none.
  package var numbers: [String?] = []
  /// The ids to give, one for each of `equations`.
  package var identifiers: [String?] = []
  /// The equations that `\ref` and `\eqref` may name.
  package var targets: [String: Target] = [:]
  /// Whether a display stands within a paragraph, which no block may do in HTML.
  package var isInParagraph = false
  /// The columns that text may take.
  package var width = 80

  /// Neither numbers nor targets, 80 columns.
  package init() {}
}
