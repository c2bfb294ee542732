package import Diagnostics

/// One expression, with its type and its place.
package struct TypedExpression: Sendable {
  /// The type of its value.
  package let type: ValueType
  /// The place of what the author wrote.
  package let range: SourceRange
  /// What it computes.
  package let kind: Kind

  /// An expression of a known type.
  package init(_ kind: Kind, _ type: ValueType, at range: SourceRange) {
    self.kind = kind
    self.type = type
    self.range = range
  }

  /// The expressions that are left when sugar is gone.
  package indirect enum Kind: Sendable {
    case number(Double)
    case boolean(Bool)
    case string(String)
    /// `nil`; the type is an optional.
    case none
    case variable(VariableID)
    /// A function or closure as a value, with the current values or boxes of its captures.
    case functionValue(FunctionID)
    /// A library function as a value (`reduce(0, max)`), of a function type.
    case libraryValue(Int)
    /// An operator as a value (`reduce(0, +)`); the function type has two parameters.
    case operatorValue(BinaryOperation)

    case tuple([TypedExpression])
    /// Numbers make a Vector; tensors of equal shape make a tensor of one rank more.
    case tensorLiteral([TypedExpression])
    case arrayLiteral([TypedExpression])
    case setLiteral([TypedExpression])
    case dictionaryLiteral(keys: [TypedExpression], values: [TypedExpression])
    /// A range as a value.
    case range(TypedExpression, TypedExpression, isClosed: Bool)
    /// A structure with its fields in order.
    case structure(Int, [TypedExpression])
    /// A case of an enumeration, by its index.
    case enumerationCase(Int, Int)
    case interpolation([InterpolationPart])

    case tupleElement(TypedExpression, Int)
    case field(TypedExpression, Int)
    /// `v[i]`, `A[i, j]`, `A[0, ...]`, `A[i]` (a row). Axes left out at the end are whole.
    /// The type is Double when every axis of a known rank has an index.
    case tensorSubscript(TypedExpression, [TensorAxis])
    /// `xs[i]` of an array.
    case element(TypedExpression, TypedExpression)
    /// `xs[a..<b]` of an array; an open end is nil.
    case arraySlice(TypedExpression, AxisRange)
    /// `d[key]`: an optional; with a default, the value itself.
    case key(TypedExpression, TypedExpression, default: TypedExpression?)

    /// Calls a function of the program directly; methods get `self` first.
    case call(FunctionID, [TypedExpression])
    /// Calls a mutating method: its `self` comes from the place and goes back to it.
    case callMutating(FunctionID, TypedPlace, [TypedExpression])
    /// Calls a function value.
    case callValue(TypedExpression, [TypedExpression])
    /// Calls library function number n; arguments in the order of its parameters, defaults filled
    /// in, a variadic parameter as one array (a Vector if its elements are numbers).
    case callLibrary(Int, [TypedExpression])
    /// Calls a mutating library method (`xs.append(x)`): `self` is the place.
    case callLibraryMutating(Int, TypedPlace, [TypedExpression])

    case unary(UnaryOperation, TypedExpression)
    case binary(BinaryOperation, TypedExpression, TypedExpression)
    /// `&&`, short-circuit.
    case and(TypedExpression, TypedExpression)
    /// `||`, short-circuit.
    case or(TypedExpression, TypedExpression)
    /// `test ? a : b`.
    case conditional(TypedExpression, TypedExpression, TypedExpression)
    /// `if` and `switch` as expressions: the subject, if any, is evaluated into its variable; the
    /// first arm that holds gives the value, else `otherwise`.
    case choose(
      subject: VariableID?, TypedExpression?, [TypedChoice], otherwise: TypedExpression)
    /// `a ?? b`: the right side only if the left is nil. The type is that of `b`.
    case coalesce(TypedExpression, TypedExpression)
    /// `a!`: an error at its place if it is nil.
    case unwrap(TypedExpression)
    /// `base?.rest`: nil if the base is nil; else the variable holds what it wraps and the result
    /// is `rest`, which is an optional already.
    case chain(VariableID, TypedExpression, rest: TypedExpression)
    /// Gives the variable the first value, then evaluates the second expression.
    case letting(VariableID, TypedExpression, in: TypedExpression)
    case convert(Conversion, TypedExpression)
    case differentiate(Differentiation)
  }
}

/// An arm of `if` or `switch` used as an expression.
package struct TypedChoice: Sendable {
  /// Alternatives, each a list of conditions that must all hold.
  package let alternatives: [[TypedCondition]]
  /// The value.
  package let value: TypedExpression
}

/// A part of a text with values in it.
package enum InterpolationPart: Sendable {
  case text(String)
  /// A value in its usual text, or in a number format that has been checked.
  case value(TypedExpression, format: ValueFormat?)
}

/// One axis of a tensor subscript.
package enum TensorAxis: Sendable {
  /// One position: the axis disappears.
  case index(TypedExpression)
  /// A range of positions written as such: `1...3`, `..<2`, `1...`.
  case range(AxisRange)
  /// A range value held in a variable.
  case rangeValue(TypedExpression)
  /// `...`: the whole axis.
  case all
}

/// A range of positions whose ends may be left open.
package struct AxisRange: Sendable {
  /// The first position; nil from the start.
  package let lower: TypedExpression?
  /// The last position, or the one after it; nil up to the end.
  package let upper: TypedExpression?
  /// Whether the upper bound belongs to it.
  package let isClosed: Bool
  /// The place in the source.
  package let range: SourceRange
}

/// An implicit conversion, made explicit.
package enum Conversion: Hashable, Sendable {
  /// `T` → `T?`.
  case wrap
  /// Any type → `Any`; the operand's static type says what the value is.
  case erase
  /// A number that must be integral and at most 2⁵³ in size (annotated `Int`).
  case integral
  /// A tensor whose rank must be this one; rank 0 gives a Double.
  case rank(Int)
  /// A tensor of known rank as one of unknown rank (nothing to do).
  case forgetRank
  /// A number as a tensor of rank 0.
  case scalarTensor
  /// A matrix, or a tensor of higher rank, as an array of its rows.
  case rows
  /// An array of tensors (of equal shape, else an error) as a tensor of one rank more.
  case stack
  /// Only labels of a tuple change (nothing to do).
  case relabel
  /// The value of an expression that is used for its effect only.
  case drop
}

/// A derivative asked for by `gradient(at:)` and its family.
package struct Differentiation: Sendable {
  /// What is asked for.
  package enum Kind: String, Sendable {
    /// The gradient, of the same type as the point (a tuple for several points).
    case gradient
    /// `(value:gradient:)`.
    case valueWithGradient
    /// The derivative of a function of one number.
    case derivative
    /// The matrix of ∂fᵢ/∂xⱼ of a function from Vector to Vector.
    case jacobian
    /// The matrix of second derivatives of a function from Vector to Double.
    case hessian
  }
  /// What is asked for.
  package let kind: Kind
  /// The points, one for each parameter of the function.
  package let points: [TypedExpression]
  /// The function, usually a `functionValue`.
  package let function: TypedExpression
}
