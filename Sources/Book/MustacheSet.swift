import Diagnostics
import Markup

/// Templates that may include each other, by name.
struct MustacheSet: Sendable {
  private var templates: [String: MustacheTemplate] = [:]

  /// A set without templates.
  init() {}

  /// Adds `file` as the template `name`; a later one takes the place of an earlier.
  mutating func add(_ name: String, _ file: SourceFile) throws(Diagnostic) {
    templates[name] = try MustacheTemplate(file)
  }

  /// The file of the template `name`, for messages about it.
  func file(of name: String) -> SourceFile? { templates[name]?.file }

  /// A mistake found while a template was shown, with the file it lies in.
  struct RenderError: Error {
    let file: SourceFile
    let diagnostic: Diagnostic
  }

  /// The template `name` filled with `value`.
  ///
  /// A name is looked for in the current value, then in those around it; a missing one shows
  /// nothing. A missing partial is an error at the place that names it.
  func rendered(
    _ name: String, with value: TemplateValue
  ) throws(RenderError) -> OutputBuffer {
    var output = OutputBuffer(capacity: 16_384)
    guard let template = templates[name] else {
      let file = SourceFile(path: name, text: "")
      throw RenderError(
        file: file,
        diagnostic: Diagnostic(
          .error, "template.missing", at: .at(0), "there is no template '\(name)'"))
    }
    var context = [value]
    try render(template.pieces, of: template, &context, depth: 0, into: &output)
    return output
  }

  private func render(
    _ pieces: [MustacheTemplate.Piece], of template: MustacheTemplate,
    _ context: inout [TemplateValue], depth: Int, into output: inout OutputBuffer
  ) throws(RenderError) {
    for piece in pieces {
      switch piece {
      case .text(let bytes): output.append(contentsOf: bytes)
      case .variable(let name, let isEscaped):
        switch Self.find(name, in: context) {
        case .string(let text):
          if isEscaped { output.append(escaping: text) } else { output.append(text: text) }
        case .html(let text): output.append(text: text)
        default: break
        }
      case .section(let name, let isInverted, let inner):
        let value = Self.find(name, in: context) ?? .bool(false)
        if isInverted {
          if !value.isTrue {
            try render(inner, of: template, &context, depth: depth, into: &output)
          }
          continue
        }
        guard value.isTrue else { continue }
        let elements = if case .list(let elements) = value { elements } else { [value] }
        for element in elements {
          context.append(element)
          try render(inner, of: template, &context, depth: depth, into: &output)
          context.removeLast()
        }
      case .partial(let name, let indent, let range):
        guard depth < Limits().depth else {
          throw RenderError(file: template.file, diagnostic: .templateTooDeep(at: range))
        }
        let partial = try self.partial(name, indent: indent, from: template, at: range)
        try render(partial.pieces, of: partial, &context, depth: depth + 1, into: &output)
      }
    }
  }

  /// The template `name` with every line moved by `indent`.
  private func partial(
    _ name: String, indent: ArraySlice<UInt8>, from template: MustacheTemplate,
    at range: SourceRange
  ) throws(RenderError) -> MustacheTemplate {
    guard let partial = templates[name] else {
      let plain = name.hasSuffix(".html") ? String(name.dropLast(5)) : name
      let near =
        templates[plain] == nil ? closestMatch(to: name, in: templates.keys.sorted()) : plain
      throw RenderError(
        file: template.file,
        diagnostic: Diagnostic(
          .error, "template.missing", at: range, "there is no template '\(name)'",
          hints: [
            near.map { "did you mean '{{> \($0)}}'?" }
              ?? "write the file 'templates/\(name).html', or take the tag out"
          ]))
    }
    guard !indent.isEmpty else { return partial }
    var bytes: [UInt8] = []
    var isLineStart = true
    for byte in partial.file.bytes {
      if isLineStart { bytes.append(contentsOf: indent) }
      bytes.append(byte)
      isLineStart = byte == 0x0A
    }
    do {
      return try MustacheTemplate(SourceFile(path: partial.file.path, bytes: bytes))
    } catch {
      throw RenderError(file: partial.file, diagnostic: error)
    }
  }

  /// The value called `name`: the first part from the innermost value that has it, the others
  /// strictly inside.
  private static func find(_ name: MustacheName, in context: [TemplateValue]) -> TemplateValue? {
    guard let first = name.parts.first else { return context.last }
    var found: TemplateValue?
    for case .object(let members) in context.reversed() {
      if let value = members[first] {
        found = value
        break
      }
    }
    for part in name.parts.dropFirst() {
      guard case .object(let members)? = found else { return nil }
      found = members[part]
    }
    return found
  }
}
