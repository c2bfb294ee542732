/// A program in swift-math and its twins in Python and Lua, written the way each language is; the
/// last line of each gives the same number.
///
/// Written by hand.
struct LanguageProgram: Sendable {
  /// What a program is made of, for the means.
  enum Kind: Sendable {
    /// Numbers, functions, lists, texts.
    case scalar
    /// Vectors and matrices of a few elements.
    case smallVectors
  }

  let name: String
  let kind: Kind
  let swiftMath: String
  let python: String
  let lua: String

  static let all = [
    LanguageProgram(
      name: "loop arithmetic", kind: .scalar,
      swiftMath: """
        func work(_ n: Int) -> Double {
          var s = 0, x = 1
          for i in 0..<n { x = x * 0.999999 + 0.000001 * i; s += x * 0.5 }
          return s
        }
        work(3000000)
        """,
      python: """
        def work(n):
            s = 0.0; x = 1.0
            for i in range(n):
                x = x * 0.999999 + 0.000001 * i
                s += x * 0.5
            return s
        result = work(3000000)
        """,
      lua: """
        local function work(n)
          local s, x = 0.0, 1.0
          for i = 0, n - 1 do x = x * 0.999999 + 0.000001 * i; s = s + x * 0.5 end
          return s
        end
        result = work(3000000)
        """),
    LanguageProgram(
      name: "Mandelbrot", kind: .scalar,
      swiftMath: """
        func mandelbrot(_ n: Int) -> Double {
          var total = 0
          for py in 0..<n {
            for px in 0..<n {
              let cx = -2 + 3 * px / n, cy = -1.5 + 3 * py / n
              var x = 0, y = 0, i = 0
              while i < 50 && x * x + y * y <= 4 {
                let t = x * x - y * y + cx
                y = 2 * x * y + cy
                x = t
                i += 1
              }
              total += i
            }
          }
          return total
        }
        mandelbrot(200)
        """,
      python: """
        def mandelbrot(n):
            total = 0
            for py in range(n):
                for px in range(n):
                    cx = -2 + 3 * px / n; cy = -1.5 + 3 * py / n
                    x = 0.0; y = 0.0; i = 0
                    while i < 50 and x * x + y * y <= 4:
                        t = x * x - y * y + cx
                        y = 2 * x * y + cy
                        x = t
                        i += 1
                    total += i
            return total
        result = mandelbrot(200)
        """,
      lua: """
        local function mandelbrot(n)
          local total = 0
          for py = 0, n - 1 do
            for px = 0, n - 1 do
              local cx, cy = -2 + 3 * px / n, -1.5 + 3 * py / n
              local x, y, i = 0.0, 0.0, 0
              while i < 50 and x * x + y * y <= 4 do
                local t = x * x - y * y + cx
                y = 2 * x * y + cy
                x = t
                i = i + 1
              end
              total = total + i
            end
          end
          return total
        end
        result = mandelbrot(200)
        """),
    LanguageProgram(
      name: "n-body", kind: .scalar,
      swiftMath: """
        struct Body { var x: Double, y: Double, z: Double, vx: Double, vy: Double, vz: Double, mass: Double }
        func simulate(_ steps: Int) -> Double {
          var bodies: [Body] = []
          for i in 0..<5 {
            bodies.append(Body(x: i * 1.5, y: i * 0.7 + 1, z: 0.3 * i, vx: 0.1 * i, vy: 0.2, vz: -0.05 * i, mass: 1 + i))
          }
          for _ in 0..<steps {
            for i in 0..<5 {
              for j in (i + 1)..<5 {
                let dx = bodies[i].x - bodies[j].x
                let dy = bodies[i].y - bodies[j].y
                let dz = bodies[i].z - bodies[j].z
                let d2 = dx * dx + dy * dy + dz * dz
                let mag = 0.001 / (d2 * d2.squareRoot())
                let mi = bodies[i].mass * mag, mj = bodies[j].mass * mag
                bodies[i].vx -= dx * mj
                bodies[i].vy -= dy * mj
                bodies[i].vz -= dz * mj
                bodies[j].vx += dx * mi
                bodies[j].vy += dy * mi
                bodies[j].vz += dz * mi
              }
            }
            for i in 0..<5 {
              bodies[i].x += 0.001 * bodies[i].vx
              bodies[i].y += 0.001 * bodies[i].vy
              bodies[i].z += 0.001 * bodies[i].vz
            }
          }
          return bodies[0].x + bodies[4].vy
        }
        simulate(20000)
        """,
      python: """
        class Body:
            def __init__(self, x, y, z, vx, vy, vz, mass):
                self.x = x; self.y = y; self.z = z; self.vx = vx; self.vy = vy; self.vz = vz; self.mass = mass
        def simulate(steps):
            bodies = []
            for i in range(5):
                bodies.append(Body(i * 1.5, i * 0.7 + 1, 0.3 * i, 0.1 * i, 0.2, -0.05 * i, 1.0 + i))
            for _ in range(steps):
                for i in range(5):
                    a = bodies[i]
                    for j in range(i + 1, 5):
                        b = bodies[j]
                        dx = a.x - b.x; dy = a.y - b.y; dz = a.z - b.z
                        d2 = dx * dx + dy * dy + dz * dz
                        mag = 0.001 / (d2 * d2 ** 0.5)
                        mi = a.mass * mag; mj = b.mass * mag
                        a.vx -= dx * mj; a.vy -= dy * mj; a.vz -= dz * mj
                        b.vx += dx * mi; b.vy += dy * mi; b.vz += dz * mi
                for a in bodies:
                    a.x += 0.001 * a.vx; a.y += 0.001 * a.vy; a.z += 0.001 * a.vz
            return bodies[0].x + bodies[4].vy
        result = simulate(20000)
        """,
      lua: """
        local function simulate(steps)
          local sqrt = math.sqrt
          local bodies = {}
          for i = 0, 4 do
            bodies[i + 1] = {x = i * 1.5, y = i * 0.7 + 1, z = 0.3 * i, vx = 0.1 * i, vy = 0.2, vz = -0.05 * i, mass = 1.0 + i}
          end
          for _ = 1, steps do
            for i = 1, 5 do
              local a = bodies[i]
              for j = i + 1, 5 do
                local b = bodies[j]
                local dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
                local d2 = dx * dx + dy * dy + dz * dz
                local mag = 0.001 / (d2 * sqrt(d2))
                local mi, mj = a.mass * mag, b.mass * mag
                a.vx = a.vx - dx * mj; a.vy = a.vy - dy * mj; a.vz = a.vz - dz * mj
                b.vx = b.vx + dx * mi; b.vy = b.vy + dy * mi; b.vz = b.vz + dz * mi
              end
            end
            for i = 1, 5 do
              local a = bodies[i]
              a.x = a.x + 0.001 * a.vx; a.y = a.y + 0.001 * a.vy; a.z = a.z + 0.001 * a.vz
            end
          end
          return bodies[1].x + bodies[5].vy
        end
        result = simulate(20000)
        """),
    LanguageProgram(
      name: "Fibonacci recursion", kind: .scalar,
      swiftMath: "func fib(_ n: Double) -> Double { n < 2 ? n : fib(n - 1) + fib(n - 2) }\nfib(28)",
      python: """
        def fib(n):
            return n if n < 2 else fib(n - 1) + fib(n - 2)
        result = fib(28)
        """,
      lua: """
        local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
        result = fib(28)
        """),
    LanguageProgram(
      name: "sieve", kind: .scalar,
      swiftMath: """
        func sieve(_ n: Int) -> Double {
          var isPrime = [Bool](repeating: true, count: n + 1)
          var count = 0
          for i in 2...n where isPrime[i] {
            count += 1
            for j in stride(from: i * i, through: n, by: i) { isPrime[j] = false }
          }
          return count
        }
        sieve(1000000)
        """,
      python: """
        def sieve(n):
            is_prime = [True] * (n + 1)
            count = 0
            for i in range(2, n + 1):
                if is_prime[i]:
                    count += 1
                    for j in range(i * i, n + 1, i):
                        is_prime[j] = False
            return count
        result = sieve(1000000)
        """,
      lua: """
        local function sieve(n)
          local is_prime = {}
          for i = 0, n do is_prime[i] = true end
          local count = 0
          for i = 2, n do
            if is_prime[i] then
              count = count + 1
              for j = i * i, n, i do is_prime[j] = false end
            end
          end
          return count
        end
        result = sieve(1000000)
        """),
    LanguageProgram(
      name: "map, filter, reduce", kind: .scalar,
      swiftMath: """
        func work(_ n: Int) -> Double {
          let k = 3
          var total = 0
          for round in 0..<10 {
            total += (0..<n).map { x in x * k + round }.filter { $0 % 2 == 0 }.reduce(0) { $0 + $1 }
          }
          return total
        }
        work(100000)
        """,
      python: """
        from functools import reduce
        def work(n):
            k = 3.0
            total = 0.0
            for r in range(10):
                total += reduce(lambda a, b: a + b, filter(lambda x: x % 2 == 0, map(lambda x: x * k + r, range(n))), 0.0)
            return total
        result = work(100000)
        """,
      lua: """
        local function map(n, f) local r = {} for i = 0, n - 1 do r[i + 1] = f(i) end return r end
        local function filter(v, f) local r, c = {}, 0 for i = 1, #v do if f(v[i]) then c = c + 1; r[c] = v[i] end end return r end
        local function reduce(v, s, f) for i = 1, #v do s = f(s, v[i]) end return s end
        local function work(n)
          local k, total = 3.0, 0.0
          for r = 0, 9 do
            total = total + reduce(filter(map(n, function(x) return x * k + r end), function(x) return x % 2 == 0 end), 0.0, function(a, b) return a + b end)
          end
          return total
        end
        result = work(100000)
        """),
    LanguageProgram(
      name: "string building", kind: .scalar,
      swiftMath: """
        func work(_ n: Int) -> Double {
          var lines: [String] = []
          for i in 0..<n { lines.append("item \\(i): \\(i * 2)") }
          return lines.joined(separator: ", ").count
        }
        work(40000)
        """,
      python: """
        def work(n):
            lines = []
            for i in range(n):
                lines.append(f"item {i}: {i * 2}")
            return len(", ".join(lines))
        result = work(40000)
        """,
      lua: """
        local function work(n)
          local lines = {}
          for i = 0, n - 1 do lines[#lines + 1] = "item " .. i .. ": " .. i * 2 end
          return #table.concat(lines, ", ")
        end
        result = work(40000)
        """),
    LanguageProgram(
      name: "dictionary counting", kind: .scalar,
      swiftMath: """
        func work(_ n: Int) -> Double {
          let words = (0..<1000).map { "word\\($0)" }
          var counts: [String: Double] = [:]
          var state = 1
          for _ in 0..<n {
            state = (state * 1103 + 12345) % 65536
            counts[words[state % 1000], default: 0] += 1
          }
          return counts.values.reduce(0) { $0 + $1 * $1 }
        }
        work(500000)
        """,
      python: """
        def work(n):
            words = [f"word{i}" for i in range(1000)]
            counts = {}
            state = 1
            for _ in range(n):
                state = (state * 1103 + 12345) % 65536
                w = words[state % 1000]
                counts[w] = counts.get(w, 0) + 1
            return sum(c * c for c in counts.values())
        result = work(500000)
        """,
      lua: """
        local function work(n)
          local words = {}
          for i = 0, 999 do words[i] = "word" .. i end
          local counts, state = {}, 1
          for _ = 1, n do
            state = (state * 1103 + 12345) % 65536
            local w = words[state % 1000]
            counts[w] = (counts[w] or 0) + 1
          end
          local total = 0
          for _, c in pairs(counts) do total = total + c * c end
          return total
        end
        result = work(500000)
        """),
    LanguageProgram(
      name: "scalar gradient descent", kind: .scalar,
      swiftMath: """
        func slope(_ w: Double) -> Double { 2 * (w - 2) + 4 * w * w * w * 0.01 }
        func descend(from start: Double, rate: Double, steps: Int) -> Double {
          var w = start
          for _ in 0..<steps { w -= rate * slope(w) }
          return w
        }
        descend(from: 5, rate: 0.00001, steps: 1000000)
        """,
      python: """
        def slope(w):
            return 2 * (w - 2) + 4 * w * w * w * 0.01
        def descend(w, rate, steps):
            for _ in range(steps):
                w -= rate * slope(w)
            return w
        result = descend(5.0, 0.00001, 1000000)
        """,
      lua: """
        local function slope(w) return 2 * (w - 2) + 4 * w * w * w * 0.01 end
        local function descend(w, rate, steps)
          for _ = 1, steps do w = w - rate * slope(w) end
          return w
        end
        result = descend(5.0, 0.00001, 1000000)
        """),
    LanguageProgram(
      name: "logistic regression in loops", kind: .scalar,
      swiftMath: """
        func train(_ n: Int, epochs: Int) -> Double {
          var xs: Vector = [], ys: Vector = [], labels: Vector = []
          var state = 7
          for _ in 0..<n {
            state = (state * 1103 + 12345) % 65536
            let x = state / 32768 - 1
            state = (state * 1103 + 12345) % 65536
            let y = state / 32768 - 1
            xs.append(x)
            ys.append(y)
            labels.append(x + 2 * y > 0.2 ? 1 : 0)
          }
          var w = 0, v = 0, b = 0
          for _ in 0..<epochs {
            var gw = 0, gv = 0, gb = 0
            for i in 0..<n {
              let p = 1 / (1 + exp(-(w * xs[i] + v * ys[i] + b)))
              let d = p - labels[i]
              gw += d * xs[i]
              gv += d * ys[i]
              gb += d
            }
            w -= 0.5 * gw / n
            v -= 0.5 * gv / n
            b -= 0.5 * gb / n
          }
          return w + v + b
        }
        train(1000, epochs: 300)
        """,
      python: """
        from math import exp
        def train(n, epochs):
            xs = []; ys = []; labels = []
            state = 7
            for _ in range(n):
                state = (state * 1103 + 12345) % 65536
                x = state / 32768 - 1
                state = (state * 1103 + 12345) % 65536
                y = state / 32768 - 1
                xs.append(x); ys.append(y); labels.append(1.0 if x + 2 * y > 0.2 else 0.0)
            w = v = b = 0.0
            for _ in range(epochs):
                gw = gv = gb = 0.0
                for i in range(n):
                    p = 1 / (1 + exp(-(w * xs[i] + v * ys[i] + b)))
                    d = p - labels[i]
                    gw += d * xs[i]; gv += d * ys[i]; gb += d
                w -= 0.5 * gw / n; v -= 0.5 * gv / n; b -= 0.5 * gb / n
            return w + v + b
        result = train(1000, 300)
        """,
      lua: """
        local exp = math.exp
        local function train(n, epochs)
          local xs, ys, labels, state = {}, {}, {}, 7
          for i = 1, n do
            state = (state * 1103 + 12345) % 65536
            local x = state / 32768 - 1
            state = (state * 1103 + 12345) % 65536
            local y = state / 32768 - 1
            xs[i], ys[i], labels[i] = x, y, x + 2 * y > 0.2 and 1.0 or 0.0
          end
          local w, v, b = 0.0, 0.0, 0.0
          for _ = 1, epochs do
            local gw, gv, gb = 0.0, 0.0, 0.0
            for i = 1, n do
              local p = 1 / (1 + exp(-(w * xs[i] + v * ys[i] + b)))
              local d = p - labels[i]
              gw = gw + d * xs[i]; gv = gv + d * ys[i]; gb = gb + d
            end
            w = w - 0.5 * gw / n; v = v - 0.5 * gv / n; b = b - 0.5 * gb / n
          end
          return w + v + b
        end
        result = train(1000, 300)
        """),
    LanguageProgram(
      name: "vectors of 8, scaled and added", kind: .smallVectors,
      swiftMath: """
        func work(_ n: Int) -> Double {
          var v: Vector = [1, 2, 3, 4, 5, 6, 7, 8]
          let w: Vector = [8, 7, 6, 5, 4, 3, 2, 1]
          for _ in 0..<n { v = v * 0.99 + w }
          return v.sum()
        }
        work(300000)
        """,
      python: """
        def work(n):
            v = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]
            w = [8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0]
            for _ in range(n):
                v = [a * 0.99 + b for a, b in zip(v, w)]
            return sum(v)
        result = work(300000)
        """,
      lua: """
        local function work(n)
          local v, w = {1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0}, {8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0}
          for _ = 1, n do
            local r = {}
            for i = 1, 8 do r[i] = v[i] * 0.99 + w[i] end
            v = r
          end
          local s = 0.0
          for i = 1, 8 do s = s + v[i] end
          return s
        end
        result = work(300000)
        """),
    LanguageProgram(
      name: "gradient steps of a vector of 16", kind: .smallVectors,
      swiftMath: """
        func work(_ n: Int) -> Double {
          var w = Vector(repeating: 0, count: 16)
          let target = (0..<16).map { $0 * 0.25 - 2 }
          var velocity = w
          for _ in 0..<n {
            let gradient = 2 * (w - target)
            velocity = velocity * 0.9 + gradient
            w -= velocity * 0.01
          }
          return w.sum()
        }
        work(100000)
        """,
      python: """
        def work(n):
            w = [0.0] * 16
            target = [i * 0.25 - 2 for i in range(16)]
            velocity = w
            for _ in range(n):
                gradient = [2 * (a - b) for a, b in zip(w, target)]
                velocity = [v * 0.9 + g for v, g in zip(velocity, gradient)]
                w = [a - v * 0.01 for a, v in zip(w, velocity)]
            return sum(w)
        result = work(100000)
        """,
      lua: """
        local function work(n)
          local w, target, velocity = {}, {}, {}
          for i = 1, 16 do w[i] = 0.0; target[i] = (i - 1) * 0.25 - 2; velocity[i] = 0.0 end
          for _ = 1, n do
            local gradient, v, u = {}, {}, {}
            for i = 1, 16 do gradient[i] = 2 * (w[i] - target[i]) end
            for i = 1, 16 do v[i] = velocity[i] * 0.9 + gradient[i] end
            for i = 1, 16 do u[i] = w[i] - v[i] * 0.01 end
            velocity, w = v, u
          end
          local s = 0.0
          for i = 1, 16 do s = s + w[i] end
          return s
        end
        result = work(100000)
        """),
    LanguageProgram(
      name: "matrix 8 × 8 times vector, normalised", kind: .smallVectors,
      swiftMath: """
        func work(_ n: Int) -> Double {
          let A = rows((0..<8).map { i in (0..<8).map { j in i == j ? 2 : 1 / (1 + i + j) } })
          var v = Vector(repeating: 1, count: 8)
          for _ in 0..<n {
            v = A • v
            v = v / √dot(v, v)
          }
          return v.sum()
        }
        work(50000)
        """,
      python: """
        def work(n):
            A = [[2.0 if i == j else 1 / (1 + i + j) for j in range(8)] for i in range(8)]
            v = [1.0] * 8
            for _ in range(n):
                v = [sum(a * b for a, b in zip(row, v)) for row in A]
                s = sum(a * a for a in v) ** 0.5
                v = [a / s for a in v]
            return sum(v)
        result = work(50000)
        """,
      lua: """
        local function work(n)
          local A, v = {}, {}
          for i = 1, 8 do
            A[i] = {}
            v[i] = 1.0
            for j = 1, 8 do A[i][j] = i == j and 2.0 or 1 / (i + j - 1) end
          end
          for _ = 1, n do
            local u, s = {}, 0.0
            for i = 1, 8 do
              local row, t = A[i], 0.0
              for j = 1, 8 do t = t + row[j] * v[j] end
              u[i] = t
              s = s + t * t
            end
            s = math.sqrt(s)
            local r = {}
            for i = 1, 8 do r[i] = u[i] / s end
            v = r
          end
          local s = 0.0
          for i = 1, 8 do s = s + v[i] end
          return s
        end
        result = work(50000)
        """),
  ]
}
