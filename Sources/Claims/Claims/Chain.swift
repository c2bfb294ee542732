/// What a chain was found to be worth so far.
///
/// What follows a wrong number, as in `100 + 1 = 102 = 101`, is judged by the side that computes, not
/// by the number that is known to be wrong.
struct Chain {
  private var first: Operand?
  private var doubted = 0..<0

  /// Notes that `right`, the right side of a link, is not what `first` is.
  mutating func add(_ first: Operand, before right: Operand) {
    // In `102 = 100 + 1 = 101` the number on the left is the wrong one.
    let isStatedLeft = first.expression.lone != nil && right.expression.lone == nil
    self.first = isStatedLeft ? nil : first
    doubted = right.tokens
  }

  /// The side that computes, if `left` is a side that does not agree with it.
  func first(before left: Operand) -> Operand? {
    left.tokens.lowerBound == doubted.lowerBound && !doubted.isEmpty ? first : nil
  }
}
