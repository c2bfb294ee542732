import Diagnostics
import Script
import Tensors

/// Any value of the language, as `print`, library functions and derivatives take it.
///
/// The emitter knows every type, so it writes each conversion out; tuples and functions, which can
/// conform to no protocol, are converted like the rest.
public struct ScriptValue: Sendable {
  let base: Script.Value

  init(_ base: Script.Value) { self.base = base }

  /// A number.
  public init(_ number: Double) { base = .double(number) }
  /// A truth value.
  public init(_ truth: Bool) { base = .bool(truth) }
  /// A text.
  public init(_ text: String) { base = .string(text) }
  /// A tensor.
  public init(_ tensor: Tensor) { base = .tensor(tensor.base) }
  /// A number on the tape.
  public init(_ number: TracedNumber) { base = host.value(number.base) }
  /// A tensor on the tape.
  public init(_ tensor: TracedTensor) { base = host.value(tensor.base) }
  /// A range of numbers.
  public init(_ range: NumberRange) { base = .range(range.base) }
  /// A thing of the library.
  public init(_ object: LibraryObject) { base = object.base }

  /// The empty optional.
  public static let nothing = ScriptValue(Script.Value.none)
  /// The result of a statement.
  public static let void = ScriptValue(Script.Value.void)

  /// What an optional holds, or the empty optional.
  public static func optional(_ value: ScriptValue?) -> ScriptValue { value ?? nothing }

  /// A list of anything but numbers.
  public static func list(_ elements: [ScriptValue]) -> ScriptValue {
    ScriptValue(.array(elements.map(\.base)))
  }

  /// A tuple, with its labels if it has any.
  public static func tuple(_ labels: [String?] = [], _ elements: ScriptValue...) -> ScriptValue {
    ScriptValue(.tuple(TupleValue(elements.map(\.base), labels: labels)))
  }

  /// An instance of a structure.
  public static func structure(_ type: StructureKind, _ fields: ScriptValue...) -> ScriptValue {
    ScriptValue(.structure(StructureValue(type.base, fields.map(\.base))))
  }

  /// A case of an enumeration.
  public static func enumeration(_ type: EnumerationKind, _ index: Int) -> ScriptValue {
    ScriptValue(.enumeration(EnumerationValue(type.cases[index])))
  }

  /// Keys with values in order.
  public static func dictionary(_ pairs: [(ScriptValue, ScriptValue)]) -> ScriptValue {
    ScriptValue(.dictionary(DictionaryValue(pairs.map { ($0.0.base, $0.1.base) })))
  }

  /// Different values in order.
  public static func set(_ elements: [ScriptValue]) -> ScriptValue {
    ScriptValue(.set(SetValue(elements.map(\.base))))
  }

  /// A function that library code can call.
  public static func function(_ body: @escaping ([ScriptValue]) -> ScriptValue) -> ScriptValue {
    let box = UncheckedBox(body)
    return ScriptValue(
      .function(
        FunctionValue(name: "closure") { arguments in
          box.value(arguments.map { ScriptValue($0) }).base
        }))
  }

  /// A function that library code can call and take gradients of: where an argument stands on the
  /// tape, its twin is called.
  public static func function(
    plain: @escaping ([ScriptValue]) -> ScriptValue,
    traced: @escaping ([ScriptValue]) -> ScriptValue
  ) -> ScriptValue {
    let box = UncheckedBox((plain, traced))
    return ScriptValue(
      .function(
        FunctionValue(name: "closure") { arguments in
          let values = arguments.map { ScriptValue($0) }
          let isTraced = arguments.contains { $0.holdsTraces }
          return (isTraced ? box.value.1(values) : box.value.0(values)).base
        }))
  }
}

extension ScriptValue {
  /// The number that it is.
  public var number: Double { base.numberValue }
  /// The truth value that it is.
  public var truth: Bool { base.numberValue != 0 }
  /// The text that it is.
  public var string: String { if case .string(let text) = base { text } else { "" } }
  /// The tensor that it is.
  public var tensor: Tensor { Tensor(base.tensorValue) }
  /// The number with its place on the tape.
  public var tracedNumber: TracedNumber { TracedNumber(host.tracedNumber(base)) }
  /// The tensor with its place on the tape.
  public var tracedTensor: TracedTensor {
    TracedTensor(stopping { host throws(Diagnostic) in try host.tracedTensor(base) })
  }
  /// The range that it is.
  public var range: NumberRange {
    if case .range(let range) = base {
      NumberRange(range)
    } else {
      NumberRange(0, 0, isClosed: false)
    }
  }
  /// The thing of the library that it is.
  public var object: LibraryObject { LibraryObject(base) }
  /// Whether it is the empty optional.
  public var isNil: Bool { base.isNil }
  /// Itself, or nil.
  public var optional: ScriptValue? { base.isNil ? nil : self }

  /// The elements of a list or a set.
  public var list: [ScriptValue] {
    switch base {
    case .array(let elements): elements.map { ScriptValue($0) }
    case .set(let set): set.elements.map { ScriptValue($0) }
    default: []
    }
  }

  /// The elements of a tuple, or the fields of a structure.
  public var parts: [ScriptValue] {
    switch base {
    case .tuple(let tuple): tuple.elements.map { ScriptValue($0) }
    case .structure(let structure): structure.fields.map { ScriptValue($0) }
    default: []
    }
  }

  /// The number of the case of an enumeration.
  public var caseIndex: Int {
    if case .enumeration(let value) = base { value.kind.index } else { 0 }
  }

  /// The pairs of a dictionary.
  public var pairs: [(ScriptValue, ScriptValue)] {
    guard case .dictionary(let dictionary) = base else { return [] }
    return dictionary.pairs.map { (ScriptValue($0.key), ScriptValue($0.value)) }
  }

  /// Calls the function that it is.
  public func callAsFunction(_ arguments: ScriptValue...) -> ScriptValue {
    guard case .function(let function) = base else { stop("only a function can be called") }
    do {
      return ScriptValue(try function.callHost(arguments.map(\.base)))
    } catch {
      stop(message(of: error))
    }
  }

  /// The text that `print` writes for it.
  public var text: String { Script.text(host.plain(base)) }

  /// The text with every number in a format such as `.3f`.
  public func text(_ format: String) -> String {
    Script.text(host.plain(base), format: ValueFormat(format))
  }
}

extension ScriptValue: Equatable {
  /// Whether two values are equal, as the language compares.
  public static func == (left: ScriptValue, right: ScriptValue) -> Bool { left.base == right.base }
}

/// The name and the fields of a structure.
public struct StructureKind: Sendable {
  let base: StructureType

  /// The structure `name`.
  public init(_ name: String, _ fields: [String]) {
    base = StructureType(name: name, fields: fields)
  }
}

/// The name and the cases of an enumeration.
public struct EnumerationKind: Sendable {
  let cases: [EnumerationCase]

  /// The enumeration `name`.
  public init(_ name: String, _ cases: [String]) {
    self.cases = cases.enumerated().map { EnumerationCase(type: name, name: $1, index: $0) }
  }
}

/// A thing that the library defines, such as a chart.
public struct LibraryObject: Sendable {
  let base: Script.Value

  init(_ base: Script.Value) { self.base = base }
}

/// A type of the library, as ejected code declares it by its name.
public protocol LibraryType: Sendable {
  /// The thing.
  var object: LibraryObject { get }
  /// The typed form of a thing.
  init(_ object: LibraryObject)
}

extension ScriptValue {
  /// A thing of the library.
  public init(_ object: some LibraryType) { base = object.object.base }
}

/// A function in both forms: plain, and as a derivative calls it.
public struct Dual<Plain, Twin> {
  /// The function of plain numbers.
  public let plain: Plain
  /// The function of numbers on the tape.
  public let traced: Twin

  /// The two forms of one function.
  public init(_ plain: Plain, traced: Twin) {
    self.plain = plain
    self.traced = traced
  }
}

/// Hands something to the one thread that will use it.
struct UncheckedBox<Value>: @unchecked Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}
