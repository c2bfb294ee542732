/// What the operands of an instruction name.
enum Operand: Hashable, Sendable {
  /// A register that is written, or read, of a bank.
  case register(Bank)
  /// As many registers as the instruction's `c` or `x` says, from this one on.
  case registers(Bank, Extent)
  /// A constant of the function.
  case constant(Bank)
  /// A number constant with its reciprocal behind it.
  case divisor
  /// A global of the chapter.
  case global(Bank)
  case shortJump
  case function
  case capturesOfClosure
  case library
  case intrinsic
  case aggregate
  case slice
  case captures
  case template
  case derivative
  case enumeration
  case unary
  /// A plain number.
  case number

  /// How many registers stand side by side.
  enum Extent: Hashable, Sendable {
    case fixed(Int)
    /// As many as operand c says, or twice as many, or as the field x or the aggregate c says.
    case c, twiceC, x, aggregate, derivative
  }
}

/// The operands of one opcode.
struct OperandList: Sendable {
  var a: Operand?
  var b: Operand?
  var c: Operand?
  /// Whether b and c hold one long jump.
  var isLongJump = false

  init(_ a: Operand? = nil, _ b: Operand? = nil, _ c: Operand? = nil, isLongJump: Bool = false) {
    self.a = a
    self.b = b
    self.c = c
    self.isLongJump = isLongJump
  }
}

extension Opcode {
  private static let d = Operand.register(.number)
  private static let t = Operand.register(.tensor)
  private static let v = Operand.register(.value)

  /// What the operands name, in the order a, b, c.
  var operands: OperandList {
    let d = Self.d
    let t = Self.t
    let v = Self.v
    let pair = Operand.registers(.number, .fixed(2))
    let d5 = Operand.registers(.number, .fixed(5))
    let numberK = Operand.constant(.number)
    return switch self {
    case .move, .negate, .not, .squareRoot, .absolute, .rounded, .truncated: .init(d, d)
    case .loadNumber: .init(d, numberK)
    case .add, .subtract, .multiply, .divide, .remainder, .power, .less, .lessOrEqual, .equal,
      .notEqual, .closeNumbers, .minimum, .maximum, .quotient:
      .init(d, d, d)
    case .addK, .subtractK, .multiplyK, .divideK, .subtractFromK, .divideIntoK:
      .init(d, d, numberK)
    case .remainderK: .init(d, d, .divisor)
    case .function1: .init(d, d, .library)
    case .function2: .init(d, pair, .library)
    case .testIntegral: .init(d)
    case .jump: .init(isLongJump: true)
    case .jumpTrue, .jumpFalse: .init(d, isLongJump: true)
    case .jumpLess, .jumpNotLess, .jumpLessOrEqual, .jumpNotLessOrEqual, .jumpEqual,
      .jumpNotEqual:
      .init(d, d, .shortJump)
    case .jumpLessK, .jumpNotLessK, .jumpLessOrEqualK, .jumpNotLessOrEqualK, .jumpGreaterK,
      .jumpNotGreaterK, .jumpGreaterOrEqualK, .jumpNotGreaterOrEqualK, .jumpEqualK,
      .jumpNotEqualK:
      .init(d, numberK, .shortJump)
    case .countPrepare, .countNext: .init(pair, isLongJump: true)
    case .stridePrepare, .strideNext: .init(d5, isLongJump: true)
    case .call: .init(.number, .function)
    case .callClosure: .init(.number, v)
    case .returnNothing, .unreachable: .init()
    case .returnNumber: .init(d)
    case .returnTensor: .init(t)
    case .returnValue: .init(v)
    case .captureNumber: .init(d, v, .capturesOfClosure)
    case .captureTensor: .init(t, v, .capturesOfClosure)
    case .captureValue: .init(v, v, .capturesOfClosure)
    case .loadGlobalNumber, .storeGlobalNumber: .init(d, .global(.number))
    case .loadGlobalTensor, .storeGlobalTensor, .takeGlobalTensor: .init(t, .global(.tensor))
    case .loadGlobalValue, .storeGlobalValue, .takeGlobalValue: .init(v, .global(.value))
    case .element, .multiplyElement: .init(d, t, d)
    case .setElement, .addToElement, .subtractFromElement: .init(t, d, d)
    case .count, .sum, .firstElement, .lastElement, .leastElement, .greatestElement: .init(d, t)
    case .transpose: .init(t, t)
    case .statement: .init(.number)
    case .newCell: .init(v)
    case .cellNumber, .setCellNumber: .init(d, v)
    case .cellTensor, .setCellTensor, .takeCellTensor: .init(t, v)
    case .cellValue, .setCellValue, .takeCellValue: .init(v, v)
    case .moveTensor, .takeTensor: .init(t, t)
    case .loadTensor: .init(t, .constant(.tensor))
    case .tensorBinary, .matrixProduct, .outer, .hadamard: .init(t, t, t)
    case .tensorScalar: .init(t, t, d)
    case .scalarTensor: .init(t, d, t)
    case .tensorUnary: .init(t, t, .unary)
    case .dot, .equalTensors, .closeTensors: .init(d, t, t)
    case .element2: .init(d, t, pair)
    case .setElement2: .init(t, pair, d)
    case .slice, .setSlice: .init(t, t, .slice)
    case .row: .init(t, t, d)
    case .tensorToNumber: .init(d, t)
    case .numberToTensor: .init(t, d)
    case .makeVector, .appendNumbers: .init(t, .registers(.number, .c), .number)
    case .appendNumber, .zeros: .init(t, d)
    case .stack: .init(t, .registers(.tensor, .c), .number)
    case .stackArray: .init(t, v)
    case .rows: .init(v, t)
    case .testRank: .init(t, .number)
    case .moveValue, .takeValue, .appendValue, .elements: .init(v, v)
    case .loadValue: .init(v, .constant(.value))
    case .boxNumber, .boxBoolean: .init(v, d)
    case .boxEnumeration: .init(v, d, .enumeration)
    case .boxTensor: .init(v, t)
    case .unboxNumber, .valueCount: .init(d, v)
    case .unboxTensor: .init(t, v)
    case .joinTexts: .init(v, .template)
    case .makeArray, .makeSet, .appendValues:
      .init(v, .registers(.value, .c), .number)
    case .makeDictionary: .init(v, .registers(.value, .twiceC), .number)
    case .makeAggregate: .init(v, .registers(.value, .aggregate), .aggregate)
    case .relabel: .init(v, v, .aggregate)
    case .partNumber: .init(d, v, .number)
    case .setPartNumber: .init(v, d, .number)
    case .elementPartNumber, .arrayElementNumber: .init(d, v, d)
    case .setElementPartNumber, .addToElementPart, .subtractFromElementPart, .setArrayBoolean:
      .init(v, d, d)
    case .part, .setPart, .takePart: .init(v, v, .number)
    case .arrayElement, .takeArrayElement: .init(v, v, d)
    case .setArrayElement: .init(v, d, v)
    case .arraySlice: .init(v, v, .slice)
    case .addToKey: .init(v, v, pair)
    case .addToKeyOfElement: .init(v, v, d)
    case .key, .setKey, .takeKey, .concatenateStrings, .concatenateArrays: .init(v, v, v)
    case .makeRange: .init(v, pair)
    case .rangeBounds: .init(pair, v)
    case .isInRange: .init(d, d, v)
    case .equalValues, .lessStrings, .lessOrEqualStrings: .init(d, v, v)
    case .textOfNumber: .init(v, d, .number)
    case .textOfValue: .init(v, v, .number)
    case .jumpNone, .jumpSome: .init(v, isLongJump: true)
    case .unwrap: .init(v)
    case .makeClosure: .init(v, .function, .captures)
    case .callLibrary: .init(v, .registers(.value, .x), .library)
    case .intrinsic: .init(v, .registers(.value, .x), .intrinsic)
    case .show: .init(v, .number, .number)
    case .differentiate: .init(v, .registers(.value, .derivative), .derivative)
    }
  }
}
