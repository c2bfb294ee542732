/// An operator with two operands, decided by the types of both.
package enum BinaryOperation: Hashable, Sendable {
  /// Number with number.
  case scalar(Arithmetic)
  /// Tensors, or a tensor and a number, element by element with broadcasting.
  case elementwise(Arithmetic, Operands)
  /// `•`: vector·vector gives a Double, else as for matrices (ranks may be unknown).
  case matrixProduct
  /// `⊙`: elementwise product of tensors whose shapes must be equal.
  case hadamard
  /// `⊗`: outer product.
  case outer
  /// `<`, `<=`, `>`, `>=` of numbers.
  case compareNumbers(Comparison)
  /// `<` … of texts, by Unicode scalars.
  case compareStrings(Comparison)
  /// `<` … of tuples of numbers and texts: the first elements that differ decide.
  case compareTuples(Comparison)
  /// `==`, `!=` (`isNegated`) of numbers (IEEE).
  case equalNumbers(isNegated: Bool)
  /// `==`, `!=` of any other two values of one type; tensors of different shapes are different.
  case equalValues(isNegated: Bool)
  /// `≈` of numbers or tensors: the library's `isClose`.
  case close
  /// `+` of texts.
  case concatenateStrings
  /// `+` of arrays of one type.
  case concatenateArrays
  /// `value ~= range`, as `range.contains(value)`: the left operand is the number.
  case isInRange

  /// The four rules of arithmetic and their kin.
  package enum Arithmetic: String, Hashable, Sendable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    /// Truncated, with the sign of the dividend.
    case remainder = "%"
    case power = "**"
  }

  /// Which operand is a tensor.
  package enum Operands: Hashable, Sendable {
    case tensors
    case tensorScalar
    case scalarTensor
  }

  /// An order.
  package enum Comparison: String, Hashable, Sendable, CaseIterable {
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }
}

/// An operator with one operand.
package enum UnaryOperation: Hashable, Sendable {
  /// `-x` of a number or a tensor.
  case negate
  /// `!b`.
  case not
  /// `√x` of a number or a tensor.
  case squareRoot
}
