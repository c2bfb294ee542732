/// The type of a value, as the checker knows it before anything runs.
///
/// There is one number type: `Int` names `Double` too (an annotation `Int` adds a run-time test
/// that the value is integral). `[Double]` names `Vector`; `array` never has numbers as elements,
/// so a type fixes how its values are held: numbers in a row are always one tensor.
package indirect enum ValueType: Hashable, Sendable {
  /// A number; also what `Int` names.
  case double
  /// A truth value.
  case boolean
  /// A text; `Character` names it too.
  case string
  /// Numbers in a box: rank 1 is `Vector`, 2 is `Matrix`, nil is a rank only known at run time.
  case tensor(rank: Int?)
  /// A list of anything but numbers; build it with `ValueType.list(of:)`.
  case array(ValueType)
  /// A dictionary, which iterates in the order of insertion.
  case dictionary(key: ValueType, value: ValueType)
  /// A set, which iterates in the order of insertion.
  case set(ValueType)
  /// A tuple; the empty one is `Void`.
  case tuple([TupleElement])
  /// A value or nothing.
  case optional(ValueType)
  /// A range of numbers, `0..<n` or `0...n`; which of both is part of the value.
  case range
  /// A function or closure.
  case function(FunctionType)
  /// A structure that the chapter declares; an index into `TypedProgram.structures`.
  case structure(Int, name: String)
  /// An enumeration that the chapter declares; an index into `TypedProgram.enumerations`.
  case enumeration(Int, name: String)
  /// A type of the library, such as `Chart`, `Table`, `Fraction`, `Symbol`.
  case object(String)
  /// Any value, with its type beside it at run time: what `print` takes.
  case any
  /// The type of an expression that never gives a value.
  case never
  /// A type parameter of a library signature (`T`, `U`, `N` …); never in a typed tree.
  case parameter(String)
  /// Any sequence of such elements (`Sequence<T>`); only in library signatures.
  case sequence(ValueType)
  /// What has been reported already: fits everything, so that one mistake is one message.
  case error

  /// One element of a tuple type.
  package struct TupleElement: Hashable, Sendable {
    /// The label, if it has one.
    package let label: String?
    /// The element's type.
    package let type: ValueType

    /// The element `label: type`.
    package init(_ label: String? = nil, _ type: ValueType) {
      self.label = label
      self.type = type
    }
  }

  /// The type of a function value: no labels, no defaults.
  package struct FunctionType: Hashable, Sendable {
    /// The types of the parameters.
    package let parameters: [ValueType]
    /// The type of the result.
    package let result: ValueType

    /// The type `(parameters) -> result`.
    package init(_ parameters: [ValueType], _ result: ValueType) {
      self.parameters = parameters
      self.result = result
    }
  }

  /// The type of a row of numbers.
  package static let vector = ValueType.tensor(rank: 1)
  /// The type of a table of numbers.
  package static let matrix = ValueType.tensor(rank: 2)
  /// The type of nothing.
  package static let void = ValueType.tuple([])

  /// The type of a list of `element`s: a `Vector` of numbers, an array of anything else.
  package static func list(of element: ValueType) -> ValueType {
    element == .double ? .vector : .array(element)
  }

  /// The function type `(parameters) -> result`.
  package static func function(_ parameters: [ValueType], _ result: ValueType) -> ValueType {
    .function(FunctionType(parameters, result))
  }
}

extension ValueType {
  /// Whether a message about this type has been given already (it or a part of it is `error`).
  package var containsError: Bool {
    switch self {
    case .error: true
    case .array(let element), .set(let element), .optional(let element), .sequence(let element):
      element.containsError
    case .dictionary(let key, let value): key.containsError || value.containsError
    case .tuple(let elements): elements.contains { $0.type.containsError }
    case .function(let type):
      type.result.containsError || type.parameters.contains { $0.containsError }
    default: false
    }
  }

  /// Whether it is a number or a tensor: what arithmetic works on.
  package var isNumeric: Bool {
    switch self {
    case .double, .tensor: true
    default: false
    }
  }

  /// Whether it is a tensor of any rank.
  package var isTensor: Bool {
    if case .tensor = self { true } else { false }
  }

  /// The rank of a number (0) or a tensor, if it is known.
  package var rank: Int? {
    switch self {
    case .double: 0
    case .tensor(let rank): rank
    default: nil
    }
  }

  /// The type of the elements that `for x in value` gives, or nil if it is no sequence.
  package var element: ValueType? {
    switch self {
    case .tensor(rank: 1), .range: .double
    case .tensor(let rank): .tensor(rank: rank.map { $0 - 1 })
    case .array(let element), .set(let element), .sequence(let element): element
    case .dictionary(let key, let value):
      .tuple([TupleElement("key", key), TupleElement("value", value)])
    case .string: .string
    default: nil
    }
  }
}
