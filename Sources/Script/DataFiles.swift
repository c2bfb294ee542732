/// The files that a chapter may read: those of the book's own folder, handed over by name.
///
/// The language knows no paths and no file system; who runs a chapter decides what a name means.
package struct DataFiles: Sendable {
  let read: @Sendable (String) throws -> [UInt8]

  /// Files whose bytes `read` gives, or throws why not.
  package init(_ read: @escaping @Sendable (String) throws -> [UInt8]) { self.read = read }

  /// No files at all.
  package static let none = DataFiles { name in
    throw ScriptCause(
      "data.none", "there is no folder from which '\(name)' could be read",
      hints: ["data files lie beside the chapters of a book"])
  }
}

extension CallContext {
  /// The bytes of the data file `name`.
  ///
  /// - Throws: a cause, if the chapter may not read it or it is not there.
  package func dataFile(_ name: String) throws -> [UInt8] {
    try (machine?.dataFiles ?? .none).read(name)
  }
}
