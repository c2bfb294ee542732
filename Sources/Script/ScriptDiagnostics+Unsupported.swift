import Diagnostics

// What the language leaves out, each with what to do instead.
extension Diagnostic {
  static func unsupported(_ word: String, at range: SourceRange) -> Diagnostic {
    let hint: String
    switch word {
    case "class", "actor": hint = "write 'struct': values are copied, and methods may be 'mutating'"
    case "protocol", "some", "any":
      hint = "write the type itself, or pass a function as a parameter"
    case "extension": hint = "write the method inside the 'struct', or a 'func' beside it"
    case "import": hint = "the whole library is there already: see 'mathbook help'"
    case "async", "await", "yield": hint = "everything runs in order, so that results are the same"
    case "try", "throw", "throws", "rethrows", "catch":
      hint = "return an optional, or stop with 'precondition(condition, \"why\")'"
    case "defer": hint = "write the statements where they run"
    case "fallthrough": hint = "write both values in one case: 'case 1, 2:'"
    case "operator", "precedencegroup", "infix": hint = "write a function with a name"
    case "as": hint = "write the type's name as a function: Double(x), String(x)"
    case "is": hint = "every value has one type, known before anything runs"
    default: hint = "write a function"
    }
    return unsupportedSwift("'\(word)' of Swift is not a part of swift-math", hint, at: range)
  }

  private static func unsupportedSwift(
    _ message: String, _ hint: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(.error, "syntax.unsupported", at: range, message, hints: [hint])
  }

  static func foreignWord(_ word: String, _ hint: String, at range: SourceRange) -> Diagnostic {
    if word == "print" {
      return syntax(
        "expected", "'print' takes its values in parentheses", at: range, hints: [hint])
    }
    return syntax("foreign", "'\(word)' is a word of another language", at: range, hints: [hint])
  }

  static func keyPath(_ path: String, at range: SourceRange) -> Diagnostic {
    unsupportedSwift(
      "key paths of Swift are not a part of swift-math", "write a closure: '{ $0.\(path) }'",
      at: range)
  }

  static func noInout(at range: SourceRange) -> Diagnostic {
    unsupportedSwift(
      "parameters cannot be changed by a function", "return the new value, or a tuple of values",
      at: range)
  }

  static func implicitlyUnwrapped(at range: SourceRange) -> Diagnostic {
    unsupportedSwift("a type has no '!'", "write '?', and unwrap with 'if let'", at: range)
  }

  static func variableInCase(at range: SourceRange) -> Diagnostic {
    unsupportedSwift(
      "a name that 'case' gives to a value does not change",
      "write 'let x', and make a copy: 'var y = x'", at: range)
  }

  static func localProperty(_ name: String, _ type: String, at range: SourceRange) -> Diagnostic {
    unsupportedSwift(
      "a variable beside the others is not computed",
      "write a function: 'func \(name)() -> \(type) { … }'", at: range)
  }

  static func rawText(at range: SourceRange) -> Diagnostic {
    unsupportedSwift(
      "texts in '#' are not a part of swift-math",
      "write plain quotes, with \\\" for a quote and \\\\ for a backslash", at: range)
  }

  static func attribute(at range: SourceRange) -> Diagnostic {
    unsupportedSwift("attributes have no meaning in swift-math", "leave it out", at: range)
  }

  static func doWhile(at range: SourceRange) -> Diagnostic {
    unsupportedSwift("'do' is no loop", "write 'repeat { … } while condition'", at: range)
  }

  static func directive(at range: SourceRange) -> Diagnostic {
    unsupportedSwift(
      "'#' begins no statement or value here",
      "a comment begins with '//', and a text has plain quotes", at: range)
  }

  static func nestedType(at range: SourceRange) -> Diagnostic {
    unsupportedSwift(
      "types are not nested in other types", "declare the type at the top of the cell", at: range)
  }

  static func nestedDeclaration(_ word: String, at range: SourceRange) -> Diagnostic {
    unsupportedSwift(
      "'\(word)' cannot stand in a structure", "declare it before the structure", at: range)
  }

  static func unsupportedMember(_ word: String, at range: SourceRange) -> Diagnostic {
    let hint =
      switch word {
      case "static", "class": "declare a 'let' or 'func' beside the type"
      case "subscript": "write a method: 'func at(_ index: Int) -> Double'"
      case "lazy": "write a computed property or a method"
      case "mutating": "write a method that gives the new value"
      case "init": "write a function beside the type"

      default: "leave it out"
      }
    return unsupportedSwift("'\(word)' members are not a part of swift-math", hint, at: range)
  }

  static func accessors(at range: SourceRange) -> Diagnostic {
    unsupportedSwift(
      "a property has no accessors here: its block is what 'get' gives",
      "write 'var area: Double { width * height }', and a 'mutating func' to change values",
      at: range)
  }

  static func observers(at range: SourceRange) -> Diagnostic {
    unsupportedSwift(
      "nothing is called when a variable changes",
      "call a function where it changes, or write a 'mutating func' that does both", at: range)
  }

  static func failableInitializer(at range: SourceRange) -> Diagnostic {
    unsupportedSwift(
      "an initializer always gives a value",
      "write a function beside the structure that gives an optional", at: range)
  }

  static func delegatingInitializer(at range: SourceRange) -> Diagnostic {
    unsupportedSwift(
      "an initializer does not call another one", "give each property its value here", at: range)
  }

  static func modifier(_ word: String, at range: SourceRange) -> Diagnostic {
    unsupportedSwift("'\(word)' has no meaning in swift-math", "leave it out", at: range)
  }

  static func conformance(
    _ name: String, _ what: String, at range: SourceRange
  ) -> Diagnostic {
    let hint =
      switch name {
      case "Comparable": "order values by a part of them: 'sorted { $0.x < $1.x }'"
      case "CustomStringConvertible": "write the property where its text is meant: 'x.description'"
      default: "leave it out: '==' and text work for every structure and enumeration"
      }
    return unsupportedSwift("\(what) does not conform to '\(name)'", hint, at: range)
  }

  static func genericFunction(at range: SourceRange) -> Diagnostic {
    unsupportedSwift(
      "functions have no type parameters", "write the types: Double, Vector, Matrix …", at: range)
  }

  static func genericType(at range: SourceRange) -> Diagnostic {
    unsupportedSwift(
      "types have no type parameters", "write the types: Double, Vector, Matrix …", at: range)
  }

  static func operatorFunction(_ symbol: String, at range: SourceRange) -> Diagnostic {
    unsupportedSwift(
      "operators such as '\(symbol)' cannot be declared", "write a function with a name", at: range)
  }

  static func associatedValues(at range: SourceRange) -> Diagnostic {
    unsupportedSwift(
      "a case of an enumeration holds no values", "write a 'struct' with the case as a field",
      at: range)
  }

  static func rawValue(at range: SourceRange) -> Diagnostic {
    unsupportedSwift(
      "a case of an enumeration has no raw value", "write a computed property with a 'switch'",
      at: range)
  }

  static func storedInEnumeration(at range: SourceRange) -> Diagnostic {
    unsupportedSwift(
      "an enumeration stores no properties", "write a computed property: 'var x: Double { … }'",
      at: range)
  }

  static func mutatingOutside(at range: SourceRange) -> Diagnostic {
    syntax("mutating", "'mutating' stands only before a method of a structure", at: range)
  }

  static func memberOutside(_ word: String, at range: SourceRange) -> Diagnostic {
    syntax("member", "'\(word)' stands only in a structure", at: range)
  }
}
