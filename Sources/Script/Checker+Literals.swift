import Diagnostics

extension Checker {
  /// Reads `[a, b, c]`.
  mutating func list(
    _ elements: [ExpressionSyntax], _ expected: ValueType?, at range: SourceRange
  ) -> TypedExpression {
    switch expected {
    case .set(let element)? where !element.hasParameters:
      let values = elements.map { expect(check($0, element), element, for: "an element") }
      return TypedExpression(.setLiteral(values), .set(element), at: range)
    case .array(let element)? where !element.hasParameters:
      let values = elements.map { expect(check($0, element), element, for: "an element") }
      return TypedExpression(.arrayLiteral(values), .array(element), at: range)
    case .optional(let wrapped)? where !wrapped.hasParameters:
      return list(elements, wrapped, at: range)
    default: break
    }
    // Without elements it is an empty Vector: numbers are what most lists hold.
    if elements.isEmpty { return TypedExpression(.tensorLiteral([]), .vector, at: range) }
    var wanted: ValueType?
    if case .tensor(rank: .some(let rank))? = expected, rank >= 2 {
      wanted = .tensor(rank: rank - 1)
    }
    var values: [TypedExpression] = []
    var type: ValueType?
    for element in elements {
      let value = valued(check(element, wanted ?? elementHint(type) ?? numberHint(element)))
      values.append(value)
      guard let before = type else {
        type = value.type
        continue
      }
      guard let both = joined(before, value.type) else {
        report(.mixedList(before, value.type, at: value.range))
        return invalid(at: range)
      }
      type = both
    }
    guard let type, !values.contains(where: { $0.type.containsError }) else {
      return invalid(at: range)
    }
    if type == .optional(.never) {
      report(.nilWithoutType(at: range))
      return invalid(at: range)
    }
    if type.isNumeric { return tensor(values, type, at: range) }
    let list = values.compactMap { converted($0, to: type) }
    return TypedExpression(.arrayLiteral(list), .array(type), at: range)
  }

  private func elementHint(_ type: ValueType?) -> ValueType? {
    switch type {
    case .function?, .enumeration?, .structure?, .optional?, .array?: type
    default: nil
    }
  }

  /// `.nan` and its like among numbers: without another type to be of they are constants of Double.
  private func numberHint(_ element: ExpressionSyntax) -> ValueType? {
    switch element.kind {
    case .implicitMember(let name):
      let isConstant = library.entries(named: "Double.\(name.text)").contains {
        library.functions[$0].kind == .constant
      }
      return isConstant ? .double : nil
    case .prefix(_, let operand), .parenthesised(let operand): return numberHint(operand)
    default: return nil
    }
  }

  private mutating func tensor(
    _ values: [TypedExpression], _ type: ValueType, at range: SourceRange
  ) -> TypedExpression {
    // Rows that are literals can be measured now.
    var first: (count: Int, range: SourceRange)?
    for value in values {
      guard case .tensorLiteral(let elements) = value.kind else { continue }
      if let first, first.count != elements.count {
        report(.ragged(first.count, elements.count, at: value.range, first: first.range))
        return invalid(at: range)
      }
      first = first ?? (elements.count, value.range)
    }
    let rank = type.rank.map { $0 + 1 }
    return TypedExpression(.tensorLiteral(values), .tensor(rank: rank), at: range)
  }

  /// Reads `[key: value]`.
  mutating func dictionary(
    _ pairs: [(key: ExpressionSyntax, value: ExpressionSyntax)], _ expected: ValueType?,
    at range: SourceRange
  ) -> TypedExpression {
    var keyType: ValueType?
    var valueType: ValueType?
    if case .dictionary(let key, let value)? = expected {
      if !key.hasParameters { keyType = key }
      if !value.hasParameters { valueType = value }
    } else if case .optional(.dictionary)? = expected, case .optional(let wrapped)? = expected {
      return dictionary(pairs, wrapped, at: range)
    }
    let isFixed = keyType != nil && valueType != nil
    if pairs.isEmpty, !isFixed {
      if expected?.containsError ?? false { return invalid(at: range) }
      report(.emptyDictionary(at: range))
      return invalid(at: range)
    }
    var keys: [TypedExpression] = []
    var values: [TypedExpression] = []
    for pair in pairs {
      let key = valued(check(pair.key, keyType))
      let value = valued(check(pair.value, valueType))
      keys.append(key)
      values.append(value)
      if isFixed { continue }
      guard let newKey = joined(keyType ?? key.type, key.type),
        let newValue = joined(valueType ?? value.type, value.type)
      else {
        let isKey = joined(keyType ?? key.type, key.type) == nil
        report(
          isKey
            ? .mixedDictionary(keyType ?? .error, key.type, isKey: true, at: key.range)
            : .mixedDictionary(valueType ?? .error, value.type, isKey: false, at: value.range))
        return invalid(at: range)
      }
      (keyType, valueType) = (newKey, newValue)
    }
    guard let keyType, let valueType else { return invalid(at: range) }
    if keyType.containsError || valueType.containsError { return invalid(at: range) }
    guard isHashable(keyType) else {
      report(.unhashable(keyType, at: keys.first?.range ?? range))
      return invalid(at: range)
    }
    reportDoubleKeys(keys)
    return TypedExpression(
      .dictionaryLiteral(
        keys: keys.map { expect($0, keyType, for: "a key") },
        values: values.map { expect($0, valueType, for: "a value") }),
      .dictionary(key: keyType, value: valueType), at: range)
  }

  private mutating func reportDoubleKeys(_ keys: [TypedExpression]) {
    var texts: [String: SourceRange] = [:]
    for key in keys {
      let text: String
      switch key.kind {
      case .string(let value): text = "\"\(value)\""
      case .number(let value): text = "\(value)"
      default: continue
      }
      if let first = texts[text] {
        report(.doubleKey(text, at: key.range, first: first))
      } else {
        texts[text] = key.range
      }
    }
  }

  // MARK: texts

  /// Reads a text with the values in it.
  mutating func text(_ parts: [TextSyntax], at range: SourceRange) -> TypedExpression {
    var result: [InterpolationPart] = []
    for part in parts {
      switch part {
      case .characters(let characters): result.append(.text(characters))
      case .value(let syntax, let arguments):
        let value = valued(check(syntax))
        let format = self.format(arguments, for: value)
        switch value.type {
        case .function: report(.functionInText(at: value.range))
        case .optional(.never): report(.nilWithoutType(at: value.range))
        case .void, .never: report(.noValue(at: value.range))
        default: break
        }
        result.append(.value(value, format: format))
      }
    }
    if result.isEmpty { return TypedExpression(.string(""), .string, at: range) }
    if result.count == 1, case .text(let characters) = result[0] {
      return TypedExpression(.string(characters), .string, at: range)
    }
    return TypedExpression(.interpolation(result), .string, at: range)
  }

  private mutating func format(
    _ arguments: [ArgumentSyntax], for value: TypedExpression
  ) -> ValueFormat? {
    guard let first = arguments.first else { return nil }
    if arguments.count > 1 { report(.tooManyFormats(at: arguments[1].value.range)) }
    if let label = first.label, label.text != "format" {
      report(.unknownFormatLabel(label.text, at: label.range))
      return nil
    }
    guard case .text(let parts) = first.value.kind, parts.count == 1,
      case .characters(let characters) = parts[0]
    else {
      report(.formatNotLiteral(at: first.value.range))
      return nil
    }
    guard let format = ValueFormat(characters) else {
      report(.unknownFormat(characters, at: first.value.range))
      return nil
    }
    if !holdsNumbers(value.type) { report(.formatWithoutNumber(value.type, at: first.value.range)) }
    return format
  }

  private func holdsNumbers(_ type: ValueType) -> Bool {
    switch type {
    case .string, .boolean, .enumeration, .function: false
    case .array(let element), .set(let element), .optional(let element): holdsNumbers(element)
    case .tuple(let elements): elements.contains { holdsNumbers($0.type) }
    default: true
    }
  }
}
