import Diagnostics
import Script

extension Emitter {
  /// A call of library function `index`.
  func libraryCall(_ index: Int, _ arguments: [TypedExpression], _ type: ValueType) -> Piece {
    let entry = library.functions[index]
    switch entry.body {
    case .constant(let number):
      let plain = literal(number)
      return mode == .traced ? Piece("TracedNumber(\(plain.text))") : plain
    case .intrinsic(let intrinsic):
      if let native = native(intrinsic, arguments, type) { return native }
    default: break
    }
    if entry.name == "data", let file = arguments.first {
      if case .string = file.kind {
      } else {
        report(
          "data", "a data file whose name is computed cannot go into the package", at: file.range,
          hints: ["write its name as a literal"])
      }
    }
    let name = wrappers.function(index, arguments.map(\.type), type, self)
    if LibraryWrappers.isOperator(name) {
      let operands = arguments.map { text($0, .atom) }
      return operands.count == 2
        ? Piece("(\(operands[0]) \(name) \(operands[1]))")
        : Piece("(\(name)\(operands.joined()))")
    }
    let labels = library.signatures[index].parameters.map(\.label)
    let parts = arguments.enumerated().map { number, argument in
      (number < labels.count ? labels[number].map { $0 + ": " } ?? "" : "")
        + (wrappers.isDifferentiated(index, number, argument.type, self)
          ? differentiable(argument) : handedOver(argument))
    }
    return Piece("\(name)(\(parts.joined(separator: ", ")))")
  }

  /// An argument for the library, which knows no duals.
  private func handedOver(_ argument: TypedExpression) -> String {
    isDual(argument.type) ? text(argument, .atom) + ".plain" : text(argument)
  }

  /// A function of which the library takes gradients itself.
  private func differentiable(_ argument: TypedExpression) -> String {
    guard case .functionValue(let id) = argument.kind, case .function(let type) = argument.type
    else { return text(argument) }
    return dual(id, type).text
  }

  /// A call of a library method that changes its receiver.
  func libraryCall(
    _ index: Int, changing place: TypedPlace, _ arguments: [TypedExpression], _ type: ValueType
  ) -> Piece {
    checkCapture(place)
    let entry = library.functions[index]
    if case .intrinsic(.append) = entry.body {
      switch place.type {
      case .tensor(rank: 1), .array, .string:
        let argument = text(arguments[0])
        return Piece(
          "\(self.place(place)).append(\(place.type == .string ? "contentsOf: " : "")\(argument))")
      default: break
      }
    }
    let name = wrappers.function(
      index, arguments.map(\.type), type, self, changing: place.type)
    let labels = library.signatures[index].parameters.map(\.label).dropFirst()
    let parts = zip(labels, arguments).map { label, argument in
      (label.map { $0 + ": " } ?? "") + handedOver(argument)
    }
    return Piece("\(name)(\((["&" + self.place(place)] + parts).joined(separator: ", ")))")
  }

  /// The elements of a sequence, and whether they are plain in traced mode.
  func elements(of sequence: TypedExpression) -> (text: String, isPlain: Bool) {
    let base = text(sequence, .atom)
    switch sequence.type {
    case .tensor(rank: 1): return (base + ".elements", false)
    case .tensor: return (base + ".rows", false)
    case .set(let element):
      let name = fresh()
      let body = inMode(.plain) {
        "{ (\(name): ScriptValue) -> \(swift(element)) in \(fromValue(name, element)) }"
      }
      return ("\(base).list.map \(body)", true)
    case .dictionary(let key, let value):
      // Keys of any type but the three are values; they are given back their type.
      let element = ValueType.TupleElement.self
      let type = ValueType.tuple([element.init("key", key), element.init("value", value)])
      if hasOwnKeyType(key), mode == .plain || key != .double { return (base + ".elements", false) }
      let name = fresh()
      let own =
        hasOwnKeyType(key)
        ? lifted("\(name).key", key) : fromValue("\(name).key", key)
      return (
        "\(base).elements.map { (\(name): (key: \(keyType(key)), value: \(swift(value)))) -> "
          + "\(swift(type)) in (key: \(own), value: \(name).value) }", false
      )
    case .range, .string: return (base + ".elements", true)
    default: return (base, false)
    }
  }

  /// Built-in functions that are Swift's own, or the runtime's.
  private func native(
    _ intrinsic: Intrinsic, _ arguments: [TypedExpression], _ type: ValueType
  ) -> Piece? {
    func isVector() -> Bool { arguments[0].type == .vector && type == .double }
    func counted(_ text: String) -> Piece {
      Piece(mode == .traced ? "TracedNumber(\(text))" : text)
    }
    switch intrinsic {
    case .print: return printed(arguments)
    case .text, .describe: return Piece("text(\(toValue(text(arguments[0]), arguments[0].type)))")
    case .magnitude: return Piece(text(arguments[0], .atom) + ".magnitude")
    case .rounded: return counted("nearestInteger(\(plainNumber(arguments[0])))")
    case .truncated: return counted("truncatedInteger(\(plainNumber(arguments[0])))")
    case .number: return piece(arguments[0])
    case .isNaN: return Piece(plainNumber(arguments[0], .atom) + ".isNaN")
    case .quotient:
      return counted("integralQuotient(\(plainNumber(arguments[0])), \(plainNumber(arguments[1])))")
    case .minimum, .maximum: return extreme(intrinsic, arguments, type)
    case .count: return count(arguments[0]).map { counted($0) }
    case .sum where isVector(): return Piece(text(arguments[0], .atom) + ".sum()")
    case .vectorFirst where isVector(): return Piece(text(arguments[0], .atom) + ".first")
    case .vectorLast where isVector(): return Piece(text(arguments[0], .atom) + ".last")
    case .minimumOf where isVector(): return Piece(text(arguments[0], .atom) + ".min()")
    case .maximumOf where isVector(): return Piece(text(arguments[0], .atom) + ".max()")
    case .transpose: return Piece(text(arguments[0], .atom) + ".T")
    case .map, .filter, .compactMap, .reduce, .forEach, .containsWhere, .allSatisfy, .firstWhere,
      .firstIndexWhere:
      return functional(intrinsic, arguments, type)
    // Of an optional; of a sequence the machine does it.
    case .flatMap where arguments[0].type.element == nil:
      return functional(intrinsic, arguments, type)
    default: return nil
    }
  }

  private func count(_ sequence: TypedExpression) -> String? {
    let base = text(sequence, .atom)
    switch sequence.type {
    case .tensor, .dictionary: return base + ".count"
    case .array, .string: return "Double(\(base).count)"
    case .set: return "Double(\(base).list.count)"
    default: return nil
    }
  }

  private func printed(_ arguments: [TypedExpression]) -> Piece? {
    guard case .arrayLiteral(let items) = arguments[0].kind, arguments.count == 3 else {
      return nil
    }
    var parts = items.map { text($0) }
    if case .string(" ") = arguments[1].kind {
    } else {
      parts.append("separator: \(text(arguments[1]))")
    }
    if case .string("\n") = arguments[2].kind {
    } else {
      parts.append("terminator: \(text(arguments[2]))")
    }
    return Piece("print(\(parts.joined(separator: ", ")))")
  }

  /// `min` and `max` of numbers, from the left.
  private func extreme(
    _ intrinsic: Intrinsic, _ arguments: [TypedExpression], _ type: ValueType
  ) -> Piece? {
    guard type == .double, arguments.count >= 2 else { return nil }
    var operands = Array(arguments[0..<2])
    if arguments.count > 2 {
      guard case .tensorLiteral(let rest) = arguments[2].kind else { return nil }
      operands += rest
    }
    let name = intrinsic == .minimum ? "least" : "greatest"
    let texts = operands.map { text($0) }
    return Piece(texts.dropFirst().reduce(texts[0]) { "\(name)(\($0), \($1))" })
  }

  /// Functions that call a function for each element.
  private func functional(
    _ intrinsic: Intrinsic, _ arguments: [TypedExpression], _ type: ValueType
  ) -> Piece? {
    guard let last = arguments.last, case .function = last.type else { return nil }
    if case .optional = arguments[0].type {
      guard intrinsic == .map || intrinsic == .flatMap else { return nil }
      return Piece("\(text(arguments[0], .atom)).\(intrinsic)(\(handedOver(last)))")
    }
    var (list, isPlain) = elements(of: arguments[0])
    if mode == .traced, isPlain, let element = arguments[0].type.element, holdsNumbers(element) {
      let name = fresh()
      list +=
        ".map { (\(name): \(inMode(.plain) { swift(element) })) -> \(swift(element)) in "
        + lifted(name, element) + " }"
    }
    let start = intrinsic == .reduce ? text(arguments[1]) : ""
    let body = handedOver(last)
    let isVector = type == .vector
    let name = swift(.vector)
    switch intrinsic {
    case .map:
      if !isVector { return Piece("\(list).map(\(body))") }
      let isCounted = arguments[0].type != .range && arguments[0].type != .string
      let how = mode == .traced && !isCounted ? "appending" : "mapping"
      return Piece("\(name)(\(how): \(list), \(body))")
    case .filter, .compactMap:
      let verb = intrinsic == .filter ? "filter" : "compactMap"
      if !isVector { return Piece("\(list).\(verb)(\(body))") }
      return mode == .traced
        ? Piece(
          "TracedTensor(\(intrinsic == .filter ? "filtering" : "compacting"): \(list), \(body))")
        : Piece("Vector(\(list).\(verb)(\(body)))")
    case .reduce: return Piece("\(list).reduce(\(start), \(body))")
    case .forEach: return Piece("\(list).forEach(\(body))")
    case .containsWhere: return Piece("\(list).contains(where: \(body))")
    case .allSatisfy: return Piece("\(list).allSatisfy(\(body))")
    case .firstWhere: return Piece("\(list).first(where: \(body))")
    default:
      let number = mode == .traced ? "TracedNumber(Double($0))" : "Double($0)"
      return Piece("Array(\(list)).firstIndex(where: \(body)).map { \(number) }")
    }
  }
}
