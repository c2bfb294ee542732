import Numerics

/// The engine beside NumPy on the same cores in the same run: products, elementwise work over 10⁶
/// numbers, small vectors, factorisations. `Benchmarks numerics [--quick]`.
///
/// Ours and theirs run as processes of their own, pinned to the same one or two cores, in turns; of
/// each task the best time of all turns counts. On one core it is the time of the processor, which a
/// neighbour cannot stretch; on two cores it has to be the clock's.
enum NumericBenchmarks {
  /// A task with the least ratio (NumPy's time over ours) that is the goal, if there is one.
  struct Task {
    let name: String
    let goal: Double?

    init(_ name: String, goal: Double? = nil) {
      self.name = name
      self.goal = goal
    }
  }

  static let products = [64, 128, 256, 512, 1024, 2048].map { Task("matmul \($0)", goal: 0.8) }

  static let others: [Task] =
    ["exp", "tanh", "softmax", "layer norm"].map { Task("\($0) of 10⁶", goal: 1) }
    + ["log", "sin", "sum", "add"].map { Task("\($0) of 10⁶") }
    + [3, 10, 30, 100].flatMap { n in
      ["add", "multiply by 2", "dot", "sum", "exp"].map { Task("\($0) of \(n)", goal: 5) }
    }
    + [
      "SVD 200", "singular values 200", "symmetric eigen 200", "symmetric eigenvalues 200",
      "eigenvalues 200", "eigen 200",
    ].map { Task($0, goal: 1.0 / 3) }
    + ["solve 200", "inverse 200", "QR 200", "Cholesky 200"].map { Task($0) }

  /// Prints all ratios, with one core and with two.
  static func run(isQuick: Bool) {
    for cores in [1, 2] {
      let tasks = cores == 1 ? products + others : products
      let (ours, theirs) = times(cores: cores, isQuick: isQuick)
      print("\n\(cores == 1 ? "one core" : "two cores"), NumPy's time over ours:")
      for task in tasks {
        guard let our = ours[task.name] else { continue }
        var comparison = Comparison(
          name: task.name, ours: our, peer: "NumPy", theirs: theirs[task.name])
        comparison.goal = task.goal
        print(comparison.line)
      }
    }
  }

  /// The best seconds of each task, ours and NumPy's, on the first `cores` cores.
  private static func times(
    cores: Int, isQuick: Bool
  ) -> (ours: [String: Double], theirs: [String: Double]) {
    let pin =
      Platform.output(of: "taskset -c 0 true") == nil
      ? "" : "taskset -c \(cores == 1 ? "0" : "0,1") "
    let quick = isQuick ? " --quick" : ""
    let own = "\(pin)'\(CommandLine.arguments[0])' numerics-ours \(cores)\(quick)"
    // The machine may name an old kernel for other programs' sake; NumPy chooses its own.
    let peer =
      "\(pin)env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE OPENBLAS_NUM_THREADS=\(cores) "
      + "python3 -c '\(numPyScript)' \(cores)\(quick)"
    var (ours, theirs): ([String: Double], [String: Double]) = ([:], [:])
    for _ in 0..<(isQuick ? 1 : 3) {
      merge(Platform.output(of: own), into: &ours)
      merge(Platform.output(of: peer), into: &theirs)
    }
    return (ours, theirs)
  }

  /// Reads lines `name<tab>seconds`, keeping the smaller time of each name.
  private static func merge(_ text: String?, into times: inout [String: Double]) {
    for line in (text ?? "").split(separator: "\n") {
      let parts = line.split(separator: "\t")
      guard parts.count == 2, let seconds = Double(parts[1]) else { continue }
      let name = String(parts[0])
      times[name] = min(times[name] ?? .infinity, seconds)
    }
  }

  /// The same tasks in Python; it prints lines `name<tab>seconds` and holds no single quote.
  private static let numPyScript = """
    import sys, time, numpy as np
    cores, quick = int(sys.argv[1]), "--quick" in sys.argv
    clock = time.process_time if cores == 1 else time.perf_counter
    def best(name, f):
        f()
        n = 1
        while True:
            t = clock()
            for _ in range(n): f()
            t = clock() - t
            if t > 2e-3: break
            n *= 2
        b = t / n
        for _ in range(3 if quick else 9):
            t = clock()
            for _ in range(n): f()
            b = min(b, (clock() - t) / n)
        print(f"{name}\\t{b:.9e}", flush=True)
    r = np.random.default_rng(1)
    for n in [64, 128, 256, 512, 1024] + ([] if quick else [2048]):
        a, b = r.standard_normal((n, n)), r.standard_normal((n, n))
        best(f"matmul {n}", lambda: a @ b)
    if cores > 1: sys.exit()
    x = r.standard_normal((1000, 1000))
    y = np.abs(x) + 0.1
    def softmax():
        e = np.exp(x - x.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)
    def norm():
        return (x - x.mean(axis=1, keepdims=True)) / np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    best("exp of 10⁶", lambda: np.exp(x))
    best("tanh of 10⁶", lambda: np.tanh(x))
    best("softmax of 10⁶", softmax)
    best("layer norm of 10⁶", norm)
    best("log of 10⁶", lambda: np.log(y))
    best("sin of 10⁶", lambda: np.sin(x))
    best("sum of 10⁶", lambda: x.sum())
    best("add of 10⁶", lambda: x + y)
    for n in [3, 10, 30, 100]:
        u, v = r.standard_normal(n), r.standard_normal(n)
        best(f"add of {n}", lambda: u + v)
        best(f"multiply by 2 of {n}", lambda: u * 2.0)
        best(f"dot of {n}", lambda: u @ v)
        best(f"sum of {n}", lambda: u.sum())
        best(f"exp of {n}", lambda: np.exp(u))
    a = r.standard_normal((200, 200))
    s = a + a.T
    p = a @ a.T + 200 * np.eye(200)
    best("SVD 200", lambda: np.linalg.svd(a))
    best("singular values 200", lambda: np.linalg.svd(a, compute_uv=False))
    best("symmetric eigen 200", lambda: np.linalg.eigh(s))
    best("symmetric eigenvalues 200", lambda: np.linalg.eigvalsh(s))
    best("eigenvalues 200", lambda: np.linalg.eigvals(a))
    best("eigen 200", lambda: np.linalg.eig(a))
    best("solve 200", lambda: np.linalg.solve(a, a[0]))
    best("inverse 200", lambda: np.linalg.inv(a))
    best("QR 200", lambda: np.linalg.qr(a))
    best("Cholesky 200", lambda: np.linalg.cholesky(p))
    """
}
