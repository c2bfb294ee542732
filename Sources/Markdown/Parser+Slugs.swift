/// Identifiers of headings: `{#id}`, else GitHub's slug of the text, unique in the document.
///
/// The slug is the text in lower case, without anything but letters, digits, marks, `_` and `-`,
/// each space a hyphen; one that was there before gets `-1`, `-2`, …
extension Parser {
  /// Does what needs the whole document.
  mutating func finish() {
    guard extensions.contains(.headingIdentifiers) else { return }
    var used: [String: Int] = [:]
    var explicit: [Int32: String] = [:]
    for heading in headings {
      guard let identifier = explicitIdentifier(heading) else { continue }
      explicit[heading] = identifier
      used[identifier] = 0
    }
    for heading in headings {
      var slug = ""
      if let identifier = explicit[heading] {
        slug = identifier
      } else {
        let base = self.slug(of: Int(heading))
        slug = base
        while let count = used[slug] {
          used[base, default: count] += 1
          slug = "\(base)-\(used[base, default: 0])"
        }
        used[slug] = 0
      }
      guard !slug.isEmpty else { continue }
      let at = pool.count
      for byte in slug.utf8 { pool.append(byte) }
      if nodes[Int(heading)].c == 0 { nodes[Int(heading)].c = addExtra(Extra()) }
      extras[Int(nodes[Int(heading)].c)].label = TextPlace(pool: at, count: pool.count - at)
    }
  }

  private func explicitIdentifier(_ heading: Int32) -> String? {
    let index = Int(nodes[Int(heading)].c)
    guard index != 0 else { return nil }
    let start = Int(extras[index].attributeStart)
    let end = Int(extras[index].attributeEnd)
    guard end > start else { return nil }
    return attributes(start, end)?.identifier
  }

  private func slug(of heading: Int) -> String {
    var text: [UInt8] = []
    var index = Int(nodes[heading].first)
    while index != 0 {
      appendSlugText(of: nodes[index], to: &text)
      var next = Int(nodes[index].first)
      while next == 0, index != heading {
        next = Int(nodes[index].next)
        index = Int(nodes[index].parent)
      }
      if next == 0 { break }
      index = next
    }
    if text.allSatisfy({ $0 < 0x80 }) { return asciiSlug(text) }
    var slug = String.UnicodeScalarView()
    for scalar in String(decoding: text, as: UTF8.self).lowercased().unicodeScalars {
      if scalar == " " || scalar == "\n" {
        slug.append("-")
      } else if isSlugScalar(scalar) {
        slug.append(scalar)
      }
    }
    return String(slug)
  }

  private func asciiSlug(_ text: [UInt8]) -> String {
    var slug: [UInt8] = []
    slug.reserveCapacity(text.count)
    for byte in text {
      if byte == 0x20 || byte == 0x0A {
        slug.append(UInt8(ascii: "-"))
      } else if byte >= 0x41, byte <= 0x5A {
        slug.append(byte | 0x20)
      } else if ByteClass.isAlphanumeric(byte) || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: "_")
      {
        slug.append(byte)
      }
    }
    return String(decoding: slug, as: UTF8.self)
  }

  private func isSlugScalar(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 {
      let byte = UInt8(scalar.value)
      return ByteClass.isAlphanumeric(byte) || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: "_")
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber,
      .connectorPunctuation:
      return true
    default: return false
    }
  }

  private func appendSlugText(of node: Node, to text: inout [UInt8]) {
    switch node.kind {
    case .softBreak, .lineBreak: text.append(0x20)
    case .text, .code, .math, .autolink:
      if node.flags.contains(.pool) {
        text.append(
          contentsOf: UnsafeBufferPointer(start: pool.base + Int(node.a), count: Int(node.b)))
      } else if node.flags.contains(.pieces) {
        for index in Int(node.a)..<Int(node.a) + Int(node.b) {
          let piece = pieces[index]
          let start =
            piece.text < 0 ? bytes + Int(piece.file) : UnsafePointer(pool.base + Int(piece.text))
          text.append(contentsOf: UnsafeBufferPointer(start: start, count: Int(piece.count)))
        }
      } else {
        text.append(
          contentsOf: UnsafeBufferPointer(start: bytes + Int(node.a), count: Int(node.b - node.a)))
      }
    default: break
    }
  }
}
