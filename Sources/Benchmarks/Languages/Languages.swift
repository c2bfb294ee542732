import Book
import Diagnostics
import Library
import Numerics
import Script
import Tensors

/// `Benchmarks languages`: programs of swift-math beside CPython, Lua and LuaJIT in the same run.
///
/// Processor time, the median of several runs of each program, start-up and compilation left out;
/// the results must agree. What is not installed is left out and said. A peer's runs are processes
/// of their own: Lua's tables hash by a seed of the process, so that its best run is a lucky one.
enum Languages {
  /// A language to compare with.
  private struct Peer {
    let name: String
    let command: String
    let isLua: Bool
  }

  private static let peers = [
    Peer(name: "CPython", command: "python3", isLua: false),
    Peer(name: "Lua 5.4", command: "lua5.4", isLua: true),
    Peer(name: "LuaJIT -joff", command: "luajit -joff", isLua: true),
    Peer(name: "LuaJIT", command: "luajit", isLua: true),
  ]

  /// Prints the table, the means, and what a gradient and a launch cost.
  static func run(runs: Int) {
    var head = pad("processor time; below, theirs / ours", 40) + pad("swift-math", 12)
    for peer in peers { head += pad(peer.name, 14) }
    print(head)
    var ratios: [[(LanguageProgram.Kind, Double)]] = peers.map { _ in [] }
    for program in LanguageProgram.all {
      let ours = measure(program, runs: runs)
      var line = pad(program.name, 40) + pad(Comparison.time(ours.seconds), 12)
      for (index, peer) in peers.enumerated() {
        guard let theirs = measure(program, in: peer, runs: runs) else {
          line += pad("–", 14)
          continue
        }
        let agree =
          (theirs.result - ours.result).magnitude <= 1e-9 * max(1, ours.result.magnitude)
        let ratio = theirs.seconds / ours.seconds
        ratios[index].append((program.kind, ratio))
        line += pad(text(ratio) + "×" + (agree ? "" : " differs"), 14)
      }
      print(line)
    }
    for (kind, name) in [
      (LanguageProgram.Kind.scalar, "geometric mean, scalar"),
      (.smallVectors, "geometric mean, small vectors"),
    ] {
      var line = pad(name, 52)
      for own in ratios {
        let chosen = own.filter { $0.0 == kind }.map(\.1)
        line += pad(chosen.isEmpty ? "–" : text(geometricMean(chosen)) + "×", 14)
      }
      print(line)
    }
    perceptron(runs: runs)
    launch()
  }

  private static func text(_ ratio: Double) -> String {
    formatted(ratio, NumberFormat(.fixed, digits: 2))
  }

  private static func geometricMean(_ values: [Double]) -> Double {
    exp(values.reduce(0) { $0 + log($1) } / Double(values.count))
  }

  /// The median processor time of a program of our own, and its result.
  private static func measure(
    _ program: LanguageProgram, runs: Int
  ) -> (seconds: Double, result: Double) {
    measure(program.swiftMath, runs: runs)
  }

  private static func measure(_ source: String, runs: Int) -> (seconds: Double, result: Double) {
    let piece = ScriptPiece(
      id: 0, role: .cell(isIsolated: false, expectsError: false), text: MappedText(source))
    let program = ChapterProgram(pieces: [piece], library: StandardLibrary.table)
    var times: [Double] = []
    var result = Double.nan
    for _ in 0..<runs {
      let start = Platform.processSeconds()
      let run = program.run(seed: 0)
      times.append(Platform.processSeconds() - start)
      if case .value(.double(let number), _)? = run.cells.first?.shown.last?.content {
        result = number
      }
    }
    return (times.sorted()[runs / 2], result)
  }

  /// The same of a peer, which measures itself.
  private static func measure(
    _ program: LanguageProgram, in peer: Peer, runs: Int
  ) -> (seconds: Double, result: Double)? {
    let source =
      peer.isLua
      ? "local t = os.clock()\n\(program.lua)\nt = os.clock() - t\n"
        + "print(string.format('%.9f %.17g', t, result))\n"
      : "import time\nt = time.process_time()\n\(program.python)\n"
        + "t = time.process_time() - t\nprint('%.9f %.17g' % (t, result))\n"
    let path = Platform.temporaryPath("program")
    try? Files.write(Array(source.utf8), to: path)
    defer { try? Files.remove(path) }
    var times: [Double] = []
    var result = Double.nan
    for _ in 0..<runs {
      guard let output = Platform.output(of: "\(peer.command) \(path)") else { return nil }
      let words = output.split { $0 == " " || $0 == "\n" }
      guard words.count == 2, let seconds = Double(words[0]), let value = Double(words[1]) else {
        return nil
      }
      times.append(seconds)
      result = value
    }
    return (times.sorted()[runs / 2], result)
  }

  /// The gradient of a perceptron with two layers and 10⁴ weights, beside its forward pass.
  private static func perceptron(runs: Int) {
    let setUp = """
      struct Net { var first: Matrix, second: Matrix }
      let net = Net(
        first: reshape(randomNormal(8000, seed: 1), rows: 100, columns: 80) * 0.1,
        second: reshape(randomNormal(2000, seed: 2), rows: 20, columns: 100) * 0.1)
      let x = randomNormal(80, seed: 3), y = randomNormal(20, seed: 4)
      func loss(_ n: Net) -> Double { mse(n.second • tanh(n.first • x), y) }

      """
    let empty = measure(setUp + "0", runs: runs).seconds
    let turns = 2_000
    let forward =
      measure(
        setUp + "var s = 0\nfor _ in 0..<\(turns) { s += loss(net) }\ns", runs: runs
      ).seconds - empty
    let backward =
      measure(
        setUp + """
          var s = 0
          for _ in 0..<\(turns) {
            s += gradient(at: net) { n in loss(n) }.second[0, 0]
          }
          s
          """, runs: runs
      ).seconds - empty
    print(
      pad("perceptron with 10⁴ weights", 40)
        + "forward \(Comparison.time(forward / Double(turns))), "
        + "gradient \(Comparison.time(backward / Double(turns))): "
        + "\(text(backward / forward))× the forward pass")
  }

  /// From launch to the result of a file of one line, by the command beside this one.
  private static func launch() {
    let path = Platform.temporaryPath("launch.swift")
    try? Files.write(Array("1 + 2\n".utf8), to: path)
    defer { try? Files.remove(path) }
    let own = CommandLine.arguments[0]
    let folder = own.lastIndex(of: "/").map { String(own[..<$0]) } ?? "."
    let command = folder + "/mathbook run " + path
    guard Platform.output(of: command) == "3\n" else {
      print("launch to first result: build the product mathbook in the same configuration first")
      return
    }
    var times: [Double] = []
    for _ in 0..<21 {
      let start = Platform.seconds()
      _ = Platform.output(of: command)
      times.append(Platform.seconds() - start)
    }
    times.sort()
    print(
      pad("launch to first result", 40)
        + "least \(Comparison.time(times[0])), median \(Comparison.time(times[times.count / 2]))"
        + " (a shell's start included)")
  }
}
