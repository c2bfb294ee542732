import Diagnostics
import Script

extension Emitter {
  /// A place that can be assigned.
  func place(_ place: TypedPlace) -> String {
    var text = name(place.variable)
    var type = variable(place.variable).type
    for step in place.steps {
      switch step.kind {
      case .field(let index):
        if case .structure(let structure, _) = type {
          text += "." + swiftName(program.structures[structure].fields[index].name)
        }
      case .tupleElement(let index): text += ".\(index)"
      case .element(let index): text += "[\(plainNumber(index))]"
      case .tensor(let axes): text = subscripted(text, axes, type, .tensor(rank: nil))
      case .key(let key, default: let fallback):
        text += "[\(self.key(key))\(fallback.map { ", default: \(self.text($0))" } ?? "")]"
      case .unwrapped: text += ".unwrapped"
      }
      type = step.type
    }
    return text
  }

  /// A part of a tensor of unknown rank that is a single number is assigned as a tensor.
  func assigned(_ text: String, _ place: TypedPlace, _ type: ValueType) -> String {
    guard type == .double, case .tensor(let axes)? = place.steps.last?.kind else { return text }
    let base = place.steps.dropLast().last?.type ?? variable(place.variable).type
    let isElement =
      axes.count <= 2 && base.rank == axes.count
      && axes.allSatisfy { if case .index = $0 { true } else { false } }
    return isElement ? text : "\(swift(.tensor(rank: nil)))(scalar: \(text))"
  }

  func update(_ place: TypedPlace, _ operation: BinaryOperation, _ value: TypedExpression) -> String
  {
    let target = self.place(place)
    switch operation {
    case .scalar(let arithmetic):
      let isElement = assigned("", place, .double).isEmpty
      let number = mode == .traced ? constant(value).map { literal($0).text } : nil
      let text = number ?? text(value)
      if isElement { return "\(target) \(arithmetic.rawValue)= \(text)" }
      return
        "\(target) = \(swift(.tensor(rank: nil)))(scalar: \(target).number \(arithmetic.rawValue) (\(text)))"
    case .elementwise(let arithmetic, _): return "\(target) \(arithmetic.rawValue)= \(text(value))"
    case .concatenateStrings, .concatenateArrays: return "\(target) += \(text(value))"
    case .matrixProduct: return "\(target) = \(target) • (\(text(value)))"
    case .hadamard: return "\(target) = \(target) ⊙ (\(text(value)))"
    default:
      report("construct", "this assignment has no form in Swift yet", at: place.range)
      return ""
    }
  }

  /// A twin that changes a plain variable would lose what stands on the tape.
  func checkCapture(_ place: TypedPlace) {
    guard mode == .traced, modes[place.variable] != .traced,
      holdsNumbers(variable(place.variable).type)
    else { return }
    report(
      "capture",
      "a function that a derivative goes through changes '\(variable(place.variable).name)',"
        + " which stands outside of it", at: place.range,
      hints: ["keep the changing variable inside of the function, or return its value"])
  }
}
