import Script

/// The typed functions through which a package calls the library, one for each entry and each
/// combination of types that its chapters use.
///
/// The library's entries take values of any type, because one table serves help, checker, machine
/// and tests. Ejected code calls them by name and type instead; what connects both is written here.
/// So a result has the interpreter's bits because it is the same entry that gives it.
final class LibraryWrappers {
  private let library: LibraryTable
  private var texts: [String] = []
  private var names: [String: String] = [:]
  private var taken: Set<String> = []
  private var entries: Set<Int> = []
  private var objects: Set<String> = []

  init(_ library: LibraryTable) { self.library = library }

  /// Names that a variable of a chapter must not have: those of all functions of the library that
  /// `programs` use. They are known before anything is written.
  private(set) var reservedNames: Set<String> = []

  func reserve(_ programs: [TypedProgram]) {
    func visit(_ expression: TypedExpression) {
      switch expression.kind {
      case .callLibrary(let index, _), .callLibraryMutating(let index, _, _),
        .libraryValue(let index):
        let name = Self.base(of: library.functions[index])
        for suffix in ["", "2", "3", "4", "5", "6"] {
          reservedNames.insert(name + suffix)
          reservedNames.insert(Self.ownName(name) + suffix)
        }
      default: break
      }
      for child in expression.children { visit(child) }
    }
    func visit(_ statement: TypedStatement) {
      for expression in statement.expressions { visit(expression) }
      for inner in statement.statements { visit(inner) }
    }
    for program in programs {
      for function in program.functions { for statement in function.body { visit(statement) } }
    }
  }

  /// A type of the library is used.
  func use(object name: String) { objects.insert(name) }

  /// The name of the function for entry `index` with the types of a call.
  func function(
    _ index: Int, _ types: [ValueType], _ result: ValueType, _ emitter: Emitter,
    changing receiver: ValueType? = nil
  ) -> String {
    let entry = library.functions[index]
    let parameters = library.signatures[index].parameters
    let own = types.indices.map { parameterType(index, $0, types[$0], emitter, receiver) }
    let labels = parameters.map { $0.label ?? "_" }
    if (types + [result] + (receiver.map { [$0] } ?? [])).contains(where: \.namesOwnType) {
      return ownFunction(index, types, result, emitter, receiver)
    }
    let key = ([String(index), receiver.map(emitter.swift) ?? "", emitter.swift(result)] + own)
      .joined(separator: "|")
    if let name = names[key] { return name }
    let offset = receiver == nil ? 0 : 1
    let shape = own.enumerated().map { number, type in
      "\(number + offset < labels.count ? labels[number + offset] : "_"): \(type)"
    }
    var name = Self.base(of: entry)
    var number = 2
    // Vectors and matrices are one type to Swift.
    let whole = ([receiver.map(emitter.swift) ?? ""] + shape).joined(separator: ",")
      .split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "_" }).map { word in
        word == "Vector" || word == "Matrix" ? "Tensor" : word
      }.joined(separator: ",")
    while !taken.insert("\(name)(\(whole))").inserted {
      name = Self.base(of: entry) + String(number)
      number += 1
    }
    names[key] = name
    entries.insert(index)
    texts.append(
      emitter.apart {
        text(
          name, index, types, result, emitter, receiver,
          parameters.dropFirst(offset).map { ($0.label, $0.name) })
      })
    return name
  }

  /// Whether the library takes gradients of the argument at `position`, so that it is handed over in
  /// both forms. Code in traced mode has one form, which serves.
  func isDifferentiated(
    _ index: Int, _ position: Int, _ type: ValueType, _ emitter: Emitter
  ) -> Bool {
    let parameters = library.signatures[index].parameters
    guard emitter.mode == .plain, case .function = type, position < parameters.count else {
      return false
    }
    return library.functions[index].differentiated.contains(parameters[position].name)
  }

  private func parameterType(
    _ index: Int, _ position: Int, _ type: ValueType, _ emitter: Emitter, _ receiver: ValueType?
  ) -> String {
    if receiver == nil, isDifferentiated(index, position, type, emitter),
      case .function(let function) = type
    {
      return emitter.dualType(function)
    }
    return emitter.parameterType(type)
  }

  private func toValue(
    _ index: Int, _ own: [String], _ types: [ValueType], _ emitter: Emitter,
    _ receiver: ValueType?
  ) -> [String] {
    types.indices.map { position in
      if receiver == nil, isDifferentiated(index, position, types[position], emitter),
        case .function(let function) = types[position]
      {
        return emitter.toValue(dual: own[position], function)
      }
      return emitter.toValue(own[position], types[position])
    }
  }

  /// The name of a function that only one chapter can have, because a type of its own is in it.
  ///
  /// It is a member of the chapter's type, where the structures of the chapter have their names; a name
  /// apart, because a member would hide all functions of the library that are called like it.
  private func ownFunction(
    _ index: Int, _ types: [ValueType], _ result: ValueType, _ emitter: Emitter,
    _ receiver: ValueType?
  ) -> String {
    let all = types + [result] + (receiver.map { [$0] } ?? [])
    let key = ([String(index)] + all.map(emitter.swift)).joined(separator: "|")
    if let name = emitter.ownWrapperNames[key] { return name }
    let base = Self.ownName(Self.base(of: library.functions[index]))
    var name = base
    var number = 2
    while emitter.ownWrapperNames.values.contains(name) {
      name = base + String(number)
      number += 1
    }
    emitter.ownWrapperNames[key] = name
    entries.insert(index)
    let offset = receiver == nil ? 0 : 1
    let parameters = library.signatures[index].parameters.dropFirst(offset)
    emitter.ownWrappers.append(
      emitter.apart {
        text(
          name, index, types, result, emitter, receiver, parameters.map { ($0.label, $0.name) },
          isMember: true)
      })
    return name
  }

  private static func ownName(_ base: String) -> String {
    let word = base.first?.isLetter == true ? base : "operator"
    return "chapter" + word.prefix(1).uppercased() + word.dropFirst()
  }

  private static func base(of entry: LibraryFunction) -> String {
    let words = entry.name.split(separator: ".").map(String.init)
    let joined = words.enumerated().map { index, word in
      index == 0 ? word : word.prefix(1).uppercased() + word.dropFirst()
    }.joined()
    guard let first = joined.first, first.isLetter else { return joined }
    if joined.allSatisfy(\.isUppercase) { return "make" + joined }
    let name = first.isUppercase ? "make" + joined : joined
    return Emitter.reserved.contains(name)
      ? "library" + joined.prefix(1).uppercased() + joined.dropFirst() : name
  }

  /// Whether a function's name is an operator.
  static func isOperator(_ name: String) -> Bool {
    name.first.map { !$0.isLetter && $0 != "_" } ?? false
  }

  private static func entryName(_ index: Int, _ entry: LibraryFunction) -> String {
    let word = entry.name.filter { $0.isLetter || $0.isNumber }
    return "entry\(index)" + (word.isEmpty ? "" : "_" + word)
  }

  private func text(
    _ name: String, _ index: Int, _ types: [ValueType], _ result: ValueType, _ emitter: Emitter,
    _ receiver: ValueType?, _ parameters: [(label: String?, name: String)], isMember: Bool = false
  ) -> String {
    let entry = library.functions[index]
    let entryName = Self.entryName(index, entry)
    let isOperator = Self.isOperator(name)
    let keyword =
      isMember ? "static func" : isOperator && types.count == 1 ? "prefix func" : "func"
    var own: [String] = []
    var used: Set<String> = []
    var list: [String] = []
    for (number, type) in types.enumerated() {
      let parameter: (label: String?, name: String) =
        number < parameters.count ? parameters[number] : (nil, "x\(number)")
      var inner = emitter.swiftName(parameter.name == "self" ? "this" : parameter.name)
      if !used.insert(inner).inserted || inner == "result" { inner = "x\(number)" }
      used.insert(inner)
      let label = isOperator ? "" : (parameter.label ?? "_")
      list.append(
        (label == inner || label.isEmpty ? inner : "\(label) \(inner)")
          + ": \(parameterType(index, number, type, emitter, receiver))")
      own.append(inner)
    }
    let summary = entry.summary.isEmpty ? "" : "/// \(entry.summary)\n"
    let type = emitter.swift(result)
    let arrow = result == .void ? "" : " -> \(type)"
    if let receiver {
      let parameter = (["_ this: inout \(emitter.swift(receiver))"] + list).joined(separator: ", ")
      let arguments = ([emitter.toValue("this", receiver)] + zip(own, types).map(emitter.toValue))
      return summary + "@discardableResult\n".prefixed(unless: result == .void)
        + "\(keyword) \(name)(\(parameter))\(arrow) {\n"
        + "  let changed = \(entryName).changing(\(arguments.joined(separator: ", ")))\n"
        + "  this = \(emitter.fromValue("changed.receiver", receiver))\n"
        + (result == .void
          ? "" : "  return \(emitter.fromValue("changed.result", result))\n") + "}\n"
    }
    let head = summary + "\(keyword) \(name)(\(list.joined(separator: ", ")))\(arrow) {\n"
    let isNumeric = types.allSatisfy { $0 == .double } && result == .double
    switch entry.body {
    case .scalar1 where isNumeric, .scalar2 where isNumeric:
      return head + "  \(entryName).number(\(own.joined(separator: ", ")))\n}\n"
    case .scalar1 where result.isTensor:
      return head + "  \(entryName).elementwise(\(own[0]))\n}\n"
    default: break
    }
    let values = toValue(index, own, types, emitter, receiver)
    let call = "\(entryName)(\(values.joined(separator: ", ")))"
    switch result {
    case .void: return head + "  _ = \(call)\n}\n"
    case .never: return head + "  _ = \(call)\n  stop(\"the program stopped itself\")\n}\n"
    default: return head + "  " + emitter.fromValue(call, result) + "\n}\n"
    }
  }

  /// The text of the file with these functions.
  var file: String {
    var result = """
      import \(LoweredPackage.runtime)

      // The functions of the library that the chapters use. Each calls the entry of the library's table
      // that the interpreter calls, so both give the same bits.


      """
    for name in objects.sorted() {
      result += """
        struct \(name): LibraryType {
          let object: LibraryObject
          init(_ object: LibraryObject) { self.object = object }
        }


        """
    }
    for index in entries.sorted() {
      let entry = library.functions[index]
      result +=
        "let \(Self.entryName(index, entry)) = LibraryEntry(\n"
        + "  \(entry.name.debugDescription), \(entry.signature.debugDescription))\n"
    }
    return result + "\n" + texts.joined(separator: "\n")
  }
}

extension String {
  fileprivate func prefixed(unless isEmpty: Bool) -> String { isEmpty ? "" : self }
}
