import Diagnostics

// What the checker can say of names and declarations.
extension Diagnostic {
  static func name(
    _ rule: String, _ message: String, at range: SourceRange, hints: [String] = [],
    related: [Related] = []
  ) -> Diagnostic {
    Diagnostic(.error, "name.\(rule)", at: range, cut(message), hints: hints, related: related)
  }

  private static func perhaps(_ near: String?) -> [String] {
    near.map { ["did you mean '\($0)'?"] } ?? []
  }

  static func unknownName(_ name: String, _ hint: String?, at range: SourceRange) -> Diagnostic {
    Self.name(
      "unknown", "nothing is called '\(name)'", at: range, hints: hint.map { [$0] } ?? [])
  }

  static func assignUnknown(_ name: String, at range: SourceRange) -> Diagnostic {
    Self.name(
      "unknown", "nothing is called '\(name)'", at: range,
      hints: ["a new name is declared: 'let \(name) = …', or 'var' if it will change"])
  }

  static func unknownType(_ name: String, near: String?, at range: SourceRange) -> Diagnostic {
    Self.name("unknownType", "there is no type '\(name)'", at: range, hints: perhaps(near))
  }

  static func unknownMember(
    _ member: String, _ type: ValueType, hint: String?, at range: SourceRange
  ) -> Diagnostic {
    name(
      "unknownMember", "\(type.article) has no member '\(member)'", at: range,
      hints: hint.map { [$0] } ?? [])
  }

  static func memberOfOptional(
    _ member: String, _ type: ValueType, at range: SourceRange
  ) -> Diagnostic {
    name(
      "unknownMember", "a value of type \(type) may be nil and has no member '\(member)' itself",
      at: range, hints: ["write '?.\(member)', or unwrap it with 'if let' or '??'"])
  }

  static func unknownStatic(
    _ member: String, _ type: String, near: String?, at range: SourceRange
  ) -> Diagnostic {
    let hints: [String] =
      switch member {
      case "random": ["write 'randomUniform(1)[0]', which is the same on every run"]
      case "init": ["write a closure: '{ \(type)($0) }'"]
      case "zero": ["write '0'"]
      case "leastNonzeroMagnitude": ["write '5e-324'"]
      case "leastNormalMagnitude": ["write '2.2250738585072014e-308'"]
      case "max" where type == "Int": ["write 'Double.infinity' where a search begins"]
      case "min" where type == "Int": ["write '-Double.infinity' where a search begins"]
      default: perhaps(near)
      }
    return name(
      "unknownMember", "the type \(type) itself has no member '\(member)'", at: range, hints: hints)
  }

  static func unknownCase(
    _ member: String, _ type: ValueType, near: String?, cases: [String], at range: SourceRange
  ) -> Diagnostic {
    let list = cases.prefix(8).map { ".\($0)" }.joined(separator: ", ")
    return name(
      "unknownMember", "\(type) has no case '\(member)'", at: range,
      hints: near.map { ["did you mean '.\($0)'?"] }
        ?? (cases.isEmpty ? [] : ["its cases are \(list)"]))
  }

  static func unknownLabel(
    _ label: String, _ known: [String], at range: SourceRange
  ) -> Diagnostic {
    name(
      "unknownLabel", "no loop or block around this is labelled '\(label)'", at: range,
      hints: perhaps(closestMatch(to: label, in: known)))
  }

  static func continuedBlock(_ label: String, at range: SourceRange) -> Diagnostic {
    name(
      "unknownLabel", "'\(label)' labels no loop, and 'continue' goes on with one", at: range,
      hints: ["write 'break \(label)' to leave it, or make it a 'while' loop"])
  }

  static func memberNeedsValue(
    _ member: String, _ type: ValueType, at range: SourceRange
  ) -> Diagnostic {
    name(
      "memberNeedsValue", "'\(member)' belongs to values of \(type), not to the type", at: range,
      hints: ["make a value first: '\(type)(…).\(member)'"])
  }

  static func modulePrefix(
    _ module: String, _ member: String, at range: SourceRange
  ) -> Diagnostic {
    name(
      "module", "there is no module '\(module)'", at: range,
      hints: ["write '\(member)' alone: the whole library is there"])
  }

  static func redeclared(
    _ name: String, isOtherCell: Bool, at range: SourceRange, before: SourceRange?
  ) -> Diagnostic {
    Self.name(
      "redeclared",
      isOtherCell
        ? "'\(name)' is declared in an earlier cell already" : "'\(name)' is declared already",
      at: range,
      hints: isOtherCell
        ? ["choose another name, or make the cell 'isolated'"] : ["choose another name"],
      related: before.map { [Related(at: $0, "the first declaration")] } ?? [])
  }

  /// Prose defines a name that a cell declares, too: the number in the prose has to give way.
  static func givenAgain(_ name: String, at range: SourceRange, cell: SourceRange) -> Diagnostic {
    Self.name(
      "redeclared", "this number defines '\(name)', and so does a cell", at: range,
      hints: ["bind the number to it: <!-- = \(name) -->, or choose another name"],
      related: [Related(at: cell, "the cell declares it here")])
  }

  static func typeNameTaken(_ name: String, at range: SourceRange) -> Diagnostic {
    Self.name(
      "redeclared", "'\(name)' is a type of the language or the library", at: range,
      hints: ["choose another name"])
  }

  static func unused(_ name: String, isMutable: Bool, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .note, "unused.variable", at: range, "'\(name)' is never used",
      hints: ["remove it, or write '_' in its place"])
  }

  static func neverChanged(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .note, "unused.var", at: range, "'\(name)' never changes", hints: ["declare it with 'let'"])
  }

  static func calledTooEarly(
    _ function: String, _ variable: String, at range: SourceRange, declared: SourceRange
  ) -> Diagnostic {
    name(
      "early", "'\(function)' uses '\(variable)', which has no value here yet", at: range,
      hints: ["move the declaration of '\(variable)' up"],
      related: [Related(at: declared, "'\(variable)' gets its value here")])
  }

  static func usedTooEarly(
    _ name: String, at range: SourceRange, declared: SourceRange
  ) -> Diagnostic {
    Self.name(
      "unknown", "'\(name)' is declared further down", at: range,
      hints: ["move its declaration up"],
      related: [Related(at: declared, "'\(name)' is declared here")])
  }

  static func changesLater(
    _ variable: String, at range: SourceRange, declared: SourceRange
  ) -> Diagnostic {
    name(
      "changesLater",
      "'\(variable)' changes after the next cell, so that its value here is unclear",
      at: range, hints: ["keep the value that is meant under its own name: 'let … = \(variable)'"],
      related: [Related(at: declared, "'\(variable)' is declared here")])
  }

  static func uninitialised(_ name: String, at range: SourceRange) -> Diagnostic {
    Self.name(
      "uninitialised", "'\(name)' has no value on some way to this place", at: range,
      hints: ["give it a value in every branch"])
  }

  static func variableWithoutValue(_ name: String, at range: SourceRange) -> Diagnostic {
    Self.name(
      "withoutValue", "'\(name)' has neither a value nor a type", at: range,
      hints: ["write 'let \(name) = …', or 'let \(name): Double' to give the value later"])
  }

  static func patternWithoutValue(at range: SourceRange) -> Diagnostic {
    name("withoutValue", "several names are declared together only with a value", at: range)
  }

  static func fieldPattern(at range: SourceRange) -> Diagnostic {
    name("field", "a property has one name", at: range, hints: ["declare each on its own line"])
  }

  static func fieldWithoutType(
    _ name: String, isMutable: Bool, hasValue: Bool, at range: SourceRange
  ) -> Diagnostic {
    let head = "\(isMutable ? "var" : "let") \(name): "
    return Self.name(
      "field", "the property '\(name)' has no type", at: range,
      hints: [
        hasValue ? "write it before the value: '\(head)… = …'" : "write '\(head)Double'"
      ])
  }

  static func recursiveStructure(
    _ structure: String, _ field: String, at range: SourceRange
  ) -> Diagnostic {
    name(
      "recursive", "'\(field)' puts a \(structure) into every \(structure), without end", at: range,
      hints: ["hold others in a list: '[\(structure)]'"])
  }

  static func immutable(
    _ name: String, _ method: String?, isParameter: Bool, at range: SourceRange,
    declared: SourceRange
  ) -> Diagnostic {
    let change = method.map { "'\($0)' would change it" } ?? "it cannot change"
    return Self.name(
      "immutable",
      isParameter
        ? "'\(name)' is a parameter: \(change)" : "'\(name)' is declared with 'let': \(change)",
      at: range,
      hints: [
        name.hasPrefix("$")
          ? "give the new value as the result: '{ \(name) + 1 }'"
          : isParameter ? "make a copy: 'var \(name) = \(name)'" : "declare it with 'var'"
      ],
      related: [Related(at: declared, "declared here")])
  }

  static func loopVariable(_ name: String, at range: SourceRange) -> Diagnostic {
    Self.name(
      "immutable", "'\(name)' gets a new value from 'for' in each turn: it cannot change",
      at: range,
      hints: ["make a copy: 'var x = \(name)', or write a 'while' loop"])
  }

  static func immutableSelf(at range: SourceRange) -> Diagnostic {
    name(
      "immutable", "this method does not change its structure", at: range,
      hints: ["write 'mutating func'"])
  }

  static func immutableField(
    _ field: String, _ structure: String, at range: SourceRange
  ) -> Diagnostic {
    name(
      "immutable", "'\(field)' of \(structure) is declared with 'let'", at: range,
      hints: ["declare it with 'var'"])
  }

  static func notAssignable(_ method: String?, at range: SourceRange) -> Diagnostic {
    name(
      "immutable",
      method.map { "'\($0)' changes a variable, and this is a value" }
        ?? "only a variable or a part of one can be assigned", at: range,
      hints: method == nil ? ["'==' compares"] : ["give the value a name with 'var' first"])
  }

  static func memberNotAssignable(_ member: String, at range: SourceRange) -> Diagnostic {
    name("immutable", "'\(member)' is computed and cannot be assigned", at: range)
  }

  static func sliceAssignment(at range: SourceRange) -> Diagnostic {
    name(
      "immutable", "a part of a list cannot be assigned at once", at: range,
      hints: ["assign element by element, or build a new list"])
  }

  static func assignThroughChain(at range: SourceRange) -> Diagnostic {
    name(
      "immutable", "a place behind '?.' cannot be assigned", at: range,
      hints: [
        "write '!' where it cannot be nil, or '[key, default: …]'; 'if var' would change a copy"
      ])
  }

  static func updateOfKey(_ operation: String, at range: SourceRange) -> Diagnostic {
    name(
      "optionalUpdate", "the key may have no value yet", at: range,
      hints: ["write '[key, default: 0] \(operation)= …'"])
  }

  static func mutatingNeedsVariable(_ method: String, at range: SourceRange) -> Diagnostic {
    notAssignable(method, at: range)
  }
}

extension ValueType {
  /// The type with an indefinite article: "a Vector", "an array".
  var article: String {
    switch self {
    case .array: "a list of type \(self)"
    case .dictionary: "a dictionary of type \(self)"
    case .tuple: "a tuple of type \(self)"
    case .function: "a function of type \(self)"
    case .optional: "a value of type \(self)"
    default:
      "AEIOU".contains(description.first ?? "x") ? "an \(self)" : "a \(self)"
    }
  }
}
