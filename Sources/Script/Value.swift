package import Tensors

/// A value of the language as it leaves the machine: what a cell shows, what a library function
/// takes and gives, what a claim is compared with.
///
/// Inside a running program numbers, truth values and tensors live unboxed in registers; only what
/// has no fixed size, or stands inside an array, tuple or structure, is kept in this form. An
/// optional that holds something *is* that value; `none` is the empty one.
package enum Value: Sendable {
  /// Nothing: the result of a statement.
  case void
  /// The empty optional, `nil`.
  case none
  /// A number.
  case double(Double)
  /// A truth value.
  case bool(Bool)
  /// A text.
  case string(String)
  /// A vector, matrix or tensor of higher rank.
  indirect case tensor(Tensor)
  /// A list of values of one type that is not a number.
  case array([Value])
  /// A list of truth values, a byte each; never seen outside the machine, which hands `unpacked` out.
  case flags([Bool])
  /// Several values of fixed number, with or without labels.
  case tuple(TupleValue)
  /// Keys with values, in the order of insertion.
  case dictionary(DictionaryValue)
  /// Different values, in the order of insertion.
  case set(SetValue)
  /// A range of numbers.
  indirect case range(RangeValue)
  /// An instance of a `struct`.
  case structure(StructureValue)
  /// A case of an `enum`.
  case enumeration(EnumerationValue)
  /// A function or closure.
  case function(FunctionValue)
  /// A thing that the library defines: a chart, a table, a distribution.
  indirect case object(any ScriptObject)
  /// A variable that a closure shares with its surroundings; never seen outside the machine.
  case cell(Cell)
  /// A number or tensor with its place on a tape; never seen outside the machine.
  case traced(TracedValue)
}

/// A thing that the library defines and the language hands around without looking inside.
package protocol ScriptObject: Sendable {
  /// The name of its type in the language, such as `Chart`.
  var typeName: String { get }
  /// The thing as one or more lines of plain text.
  func text() -> String
  /// The thing as a formula in TeX, if it is one.
  var tex: String? { get }
  /// The number that the thing stands for, if it does.
  var number: Double? { get }
}

extension ScriptObject {
  /// No formula, unless the type says otherwise.
  package var tex: String? { nil }
  /// No number, unless the type says otherwise.
  package var number: Double? { nil }
}

/// Several values of fixed number.
package struct TupleValue: Sendable {
  /// The values.
  package var elements: [Value]
  /// The label of each element, or an empty array if none has one.
  package let labels: [String?]

  /// A tuple of `elements`.
  package init(_ elements: [Value], labels: [String?] = []) {
    self.elements = elements
    self.labels = labels
  }
}

/// A range of numbers, whose ends may be missing.
package struct RangeValue: Hashable, Sendable {
  /// The first number, or nil if the range has no start.
  package let lower: Double?
  /// The last number, or the one after it, or nil if the range has no end.
  package let upper: Double?
  /// Whether `upper` belongs to the range.
  package let isClosed: Bool

  /// The range from `lower` to `upper`.
  package init(_ lower: Double?, _ upper: Double?, isClosed: Bool) {
    self.lower = lower
    self.upper = upper
    self.isClosed = isClosed
  }

  /// Whether `number` lies in the range.
  package func contains(_ number: Double) -> Bool {
    if let lower, !(number >= lower) { return false }
    if let upper, !(isClosed ? number <= upper : number < upper) { return false }
    return true
  }
}

/// What all instances of one `struct` share.
package final class StructureType: Sendable {
  /// The name of the type.
  package let name: String
  /// The names of the stored properties, in the order of declaration.
  package let fields: [String]

  /// The type `name` with the stored properties `fields`.
  package init(name: String, fields: [String]) {
    self.name = name
    self.fields = fields
  }
}

/// An instance of a `struct`.
package struct StructureValue: Sendable {
  /// Its type.
  package let type: StructureType
  /// The values of the stored properties, in the order of the type's `fields`.
  package var fields: [Value]

  /// An instance of `type`.
  package init(_ type: StructureType, _ fields: [Value]) {
    self.type = type
    self.fields = fields
  }
}

/// What all values of one case of an `enum` share.
package final class EnumerationCase: Sendable {
  /// The name of the `enum`.
  package let type: String
  /// The name of the case.
  package let name: String
  /// The place of the case among the cases of its type.
  package let index: Int
  /// The labels of the associated values.
  package let labels: [String?]

  /// The case `name` of `type`.
  package init(type: String, name: String, index: Int, labels: [String?] = []) {
    self.type = type
    self.name = name
    self.index = index
    self.labels = labels
  }
}

/// A value of an `enum`.
package struct EnumerationValue: Sendable {
  /// Its case.
  package let kind: EnumerationCase
  /// The associated values.
  package var payload: [Value]

  /// A value of the case `kind`.
  package init(_ kind: EnumerationCase, _ payload: [Value] = []) {
    self.kind = kind
    self.payload = payload
  }
}
