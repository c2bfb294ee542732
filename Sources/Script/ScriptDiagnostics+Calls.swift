import Diagnostics

// What the checker can say of calls and functions.
extension Diagnostic {
  static func call(
    _ rule: String, _ message: String, at range: SourceRange, hints: [String] = []
  ) -> Diagnostic {
    Diagnostic(.error, "call.\(rule)", at: range, message, hints: hints)
  }

  /// Why the arguments of a call do not fit its parameters.
  static func arguments(
    _ problem: ArgumentProblem, _ name: NameSyntax, _ parameters: [ParameterShape],
    _ arguments: CallSyntax, at range: SourceRange
  ) -> Diagnostic {
    func place(_ argument: Int) -> SourceRange {
      let syntax = arguments.arguments[argument]
      return syntax.label?.range ?? syntax.value.range
    }
    func label(_ argument: Int) -> String { arguments.arguments[argument].label?.text ?? "" }
    switch problem {
    case .missingLabel(let argument, let parameter):
      let wanted = parameters[parameter].label ?? parameters[parameter].name
      return call(
        "label", "this argument of '\(name.text)' needs the label '\(wanted):'",
        at: place(argument), hints: ["write '\(wanted): …'"])
    case .wrongLabel(let argument, _):
      return call(
        "label", "this argument of '\(name.text)' has no label", at: place(argument),
        hints: ["remove '\(label(argument)):'"])
    case .unknownLabel(let argument):
      let labels = parameters.compactMap(\.label)
      let near = closestMatch(to: label(argument), in: labels)
      let list = labels.map { "'\($0):'" }.joined(separator: ", ")
      return call(
        "label", "'\(name.text)' has no parameter '\(label(argument)):'", at: place(argument),
        hints: near.map { ["did you mean '\($0):'?"] }
          ?? (labels.isEmpty ? [] : ["its labels are \(list)"]))
    case .order(let argument):
      return call(
        "order", "'\(label(argument)):' stands in the wrong order", at: place(argument),
        hints: ["the order is \(shape(parameters))"])
    case .extraArgument(let argument):
      return call(
        "extra", "'\(name.text)' takes \(count(parameters))", at: place(argument))
    case .missingArgument(let parameter):
      let own = parameters[parameter]
      let what = own.label.map { "'\($0):'" } ?? "for '\(own.name)'"
      return call(
        "missing", "'\(name.text)' lacks the argument \(what)", at: name.range,
        hints: ["its form is \(name.text)\(shape(parameters))"])
    }
  }

  private static func shape(_ parameters: [ParameterShape]) -> String {
    "(" + parameters.map { ($0.label ?? "_") + ":" }.joined(separator: " ") + ")"
  }

  private static func count(_ parameters: [ParameterShape]) -> String {
    switch parameters.count {
    case 0: "no argument"
    case 1: "no more than one argument"
    default: "no more than \(quantity(parameters.count, "argument"))"
    }
  }

  /// The diagnostic with the forms that a function has.
  func addingForms(_ forms: [String]) -> Diagnostic {
    var result = self
    result.hints += Self.formHints(forms)
    return result
  }

  private static func formHints(_ forms: [String]) -> [String] {
    forms.isEmpty ? [] : ["its forms are " + forms.prefix(4).joined(separator: " · ")]
  }

  static func unknownForm(_ name: String, _ hint: String, at range: SourceRange) -> Diagnostic {
    call("form", "'\(name)' has no such form", at: range, hints: [hint])
  }

  static func noForm(
    _ name: String, _ types: [String], _ forms: [String], at range: SourceRange
  ) -> Diagnostic {
    call(
      "form", "no form of '\(name)' takes (\(types.joined(separator: ", ")))", at: range,
      hints: formHints(forms))
  }

  static func ambiguousForm(
    _ name: String, _ forms: [SourceRange], at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .error, "call.ambiguous", at: range, "two forms of '\(name)' fit this equally well",
      hints: ["give one of them another name, or a label that the call writes"],
      related: forms.prefix(2).map { Related(at: $0, "one is declared here") })
  }

  static func argumentCount(
    _ expected: Int, _ found: Int, at range: SourceRange
  ) -> Diagnostic {
    call(
      "count",
      "this function takes \(quantity(expected, "argument")), not \(found)",
      at: range)
  }

  static func labelOfValue(_ label: String, at range: SourceRange) -> Diagnostic {
    call(
      "label", "a function held in a variable has no labels", at: range,
      hints: ["remove '\(label):'"])
  }

  static func notAFunction(
    _ type: ValueType, isNumber: Bool, at range: SourceRange
  ) -> Diagnostic {
    call(
      "notAFunction", "\(type.article) cannot be called", at: range,
      hints: type.isNumeric ? ["a product needs its sign: 'a * (b + c)'"] : [])
  }

  static func hiddenFunction(
    _ name: String, at range: SourceRange, declared: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .error, "call.hidden", at: range,
      "'\(name)' is a variable here and hides the function of that name",
      hints: ["give the variable another name"],
      related: [Related(at: declared, "the variable is declared here")])
  }

  static func formattedText(at range: SourceRange) -> Diagnostic {
    call(
      "format", "there is no 'String(format:)'", at: range,
      hints: ["write the value with its format into a text: \"\\(x, \".3f\")\""])
  }

  static func reduceIntoForm(at range: SourceRange) -> Diagnostic {
    call(
      "form", "'reduce(into:)' takes a start and a closure that changes it", at: range,
      hints: ["write 'values.reduce(into: 0) { result, x in result += x }'"])
  }

  static func noInitializer(
    _ type: ValueType, hint: String? = nil, at range: SourceRange
  ) -> Diagnostic {
    call(
      "initializer", "no \(type) is made this way", at: range, hints: hint.map { [$0] } ?? [])
  }

  static func enumerationCall(_ name: String, at range: SourceRange) -> Diagnostic {
    call(
      "initializer", "\(name) is an enumeration: its values are its cases", at: range,
      hints: ["write '\(name).name'"])
  }

  static func methodAsFunction(
    _ name: String, _ method: LibraryFunction, at range: SourceRange
  ) -> Diagnostic {
    call(
      "member", "'\(name)' is written behind its value", at: range,
      hints: ["write 'value.\(name)\(method.kind == .property ? "" : "(…)")'"])
  }

  static func propertyCalled(_ name: String, at range: SourceRange) -> Diagnostic {
    call(
      "property", "'\(name)' is a property and takes no parentheses", at: range,
      hints: ["write '.\(name)'"])
  }

  static func closureParameters(
    expected: Int, found: Int, isNamed: Bool, types: [String], at range: SourceRange
  ) -> Diagnostic {
    let names = (0..<expected).map { ["a", "b", "c", "d"][min($0, 3)] }.joined(separator: ", ")
    let hint: String
    if expected == 0 {
      hint = "remove the parameters"
    } else if found == 0 {
      hint =
        "write '{ \((0..<expected).map { _ in "_" }.joined(separator: ", ")) in … }' if it is not used"
    } else {
      hint = "write '{ \(names) in … }'"
    }
    let count = expected == 1 ? "one value" : "\(expected) values"
    let given = expected == 0 ? "no value" : "\(count) (\(types.joined(separator: ", ")))"
    return call(
      "closure", "the closure is given \(given) and takes \(found)", at: range, hints: [hint])
  }

  static func dollarOutside(_ number: Int, at range: SourceRange) -> Diagnostic {
    call("closure", "'$\(number)' stands in no closure", at: range)
  }

  static func dollarWithNames(_ number: Int, _ count: Int, at range: SourceRange) -> Diagnostic {
    call("closure", "this closure has no parameter '$\(number)'", at: range)
  }

  static func variadicDefault(at range: SourceRange) -> Diagnostic {
    call("parameter", "a parameter that takes any number of values has no default", at: range)
  }

  // MARK: derivatives

  static func derivativeForm(_ name: String, at range: SourceRange) -> Diagnostic {
    call(
      "derivative", "'\(name)' is not written so", at: range,
      hints: ["write '\(name)(at: x) { x in … }', '\(name)(at: x, in: f)' or '\(name)(of: f)'"])
  }

  static func derivativePoint(
    _ name: String, _ type: ValueType, at range: SourceRange
  ) -> Diagnostic {
    let wanted =
      switch name {
      case "derivative": "a Double"
      case "jacobian": "a Vector"
      case "hessian": "a Vector or a Double"
      default: "a number, a tensor, or a tuple or struct of such"
      }
    let hint =
      name == "derivative" && type.isTensor ? ["write 'gradient' for a function of a tensor"] : []
    return call(
      "derivative", "'\(name)' is taken at \(wanted), and this is \(type.article)", at: range,
      hints: hint)
  }

  static func derivativeFunction(
    _ name: String, _ type: ValueType, _ count: Int, at range: SourceRange
  ) -> Diagnostic {
    call(
      "derivative",
      "'\(name)' needs a function of \(count == 1 ? "one value" : "\(count) values"), and this is \(type.article)",
      at: range)
  }

  static func derivativeResult(
    _ name: String, _ wanted: ValueType, _ type: ValueType, at range: SourceRange
  ) -> Diagnostic {
    call(
      "derivative",
      "'\(name)' needs a function whose result is \(wanted.article), not \(type.article)",
      at: range,
      hints: wanted == .double && type.isTensor ? ["make one number of it: a sum or a mean"] : [])
  }
}
