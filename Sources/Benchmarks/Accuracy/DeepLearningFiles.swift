import Learning
import Tensors

/// A value of JSON whose form is known only when it is read.
enum JSONNode: Decodable, Sendable {
  case number(Double)
  case flag(Bool)
  case text(String)
  case list([JSONNode])
  case object([String: JSONNode])
  case null

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([JSONNode].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: JSONNode].self))
    }
  }

  var number: Double? { if case .number(let number) = self { number } else { nil } }
  var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
  var text: String? { if case .text(let text) = self { text } else { nil } }
  var numbers: [Double]? {
    if case .list(let list) = self { list.compactMap(\.number) } else { nil }
  }
}

/// A tensor of the data.
struct OutsideTensor: Decodable, Sendable {
  let shape: [Int]
  let data: [Double]

  func tensor() throws -> Tensor { try Tensor(shape: shape, values: data) }
}

/// `ops.json`.
struct OperatorFile: Decodable {
  struct Case: Decodable {
    let name: String
    let attrs: [String: JSONNode]
    let inputs: [String: OutsideTensor]
    let outputs: [String: OutsideTensor]
    let grad_outputs: [String: OutsideTensor]?
    let grad_inputs: [String: OutsideTensor]?
  }

  let cases: [Case]
}

/// `optimizers.json`.
struct OptimizerFile: Decodable {
  struct Initial: Decodable {
    let p: OutsideTensor
    let q: OutsideTensor
  }

  /// The two parameters, or their gradients, as rows of numbers.
  struct State: Decodable {
    let p: [Double]
    let q: [Double]

    func tensors(_ shapes: [[Int]]) throws -> [Tensor] {
      [try Tensor(shape: shapes[0], values: p), try Tensor(shape: shapes[1], values: q)]
    }
  }

  struct Trajectory: Decodable {
    let name: String
    let torch_class: String?
    let hyperparameters: [String: JSONNode]
    let trajectory: [State]?
    let start: [Double]?
    let trajectory_loss_x0_x1: [[Double]]?

    /// Our optimizer of PyTorch's settings.
    func optimizer() throws -> Optimizer {
      func number(_ key: String, _ fallback: Double = 0) -> Double {
        hyperparameters[key]?.number ?? fallback
      }
      func flag(_ key: String) -> Bool { hyperparameters[key]?.flag ?? false }
      let betas = hyperparameters["betas"]?.numbers ?? [0.9, 0.999]
      let epsilon = number("eps", 1e-8)
      let kind = (torch_class ?? name).lowercased()
      let rule: OptimizerRule
      switch kind {
      case "sgd", "sgd_momentum":
        rule = .sgd(
          momentum: number("momentum"), dampening: number("dampening"), nesterov: flag("nesterov"))
      case "adam", "adamw":
        rule = .adam(beta1: betas[0], beta2: betas[1], epsilon: epsilon, amsgrad: flag("amsgrad"))
      case "adamax": rule = .adamax(beta1: betas[0], beta2: betas[1], epsilon: epsilon)
      case "nadam":
        rule = .nadam(
          beta1: betas[0], beta2: betas[1], epsilon: epsilon, decay: number("momentum_decay"))
      case "radam": rule = .radam(beta1: betas[0], beta2: betas[1], epsilon: epsilon)
      case "rmsprop":
        rule = .rmsProp(
          alpha: number("alpha"), epsilon: epsilon, momentum: number("momentum"),
          centred: flag("centered"))
      case "adagrad": rule = .adagrad(epsilon: epsilon, rateDecay: number("lr_decay"))
      case "adadelta": rule = .adadelta(rho: number("rho"), epsilon: epsilon)
      case "adafactor":
        let second = hyperparameters["eps"]?.numbers?.last
        rule = .adafactor(
          decay: number("beta2_decay"), epsilon: second ?? 1e-3, clipping: number("d"))
      default: throw DataError("there is no optimizer \(kind)")
      }
      return Optimizer(
        rule, learningRate: number("lr"), weightDecay: number("weight_decay"),
        decouplesDecay: kind == "adamw" || kind == "adafactor"
          || flag("decoupled_weight_decay"))
    }
  }

  struct Clipping: Decodable {
    let max_norm: Double
    let total_norm: Double
    let clipped_p: [Double]
    let clipped_q: [Double]
  }

  struct Schedule: Decodable {
    let name: String
    let base_lr: Double
    let lr: [Double]

    /// Our schedule of the settings in the name: words and numbers in turn.
    var schedule: LearningRateSchedule? {
      let numbers = Self.numbers(in: name)
      func number(_ index: Int, _ fallback: Double) -> Double {
        numbers.indices.contains(index) ? numbers[index] : fallback
      }
      func integer(_ index: Int, _ fallback: Int) -> Int {
        Int(number(index, Double(fallback)))
      }
      switch name {
      case _ where name.hasPrefix("cosine"):
        return .cosine(base_lr, period: integer(0, 20), minimum: number(1, 0))
      case _ where name.hasPrefix("step"):
        return .step(base_lr, period: integer(0, 1), factor: number(1, 0.1))
      case _ where name.hasPrefix("exponential"):
        return .exponential(base_lr, factor: number(0, 0.9))
      case _ where name.hasPrefix("linear"):
        return .linear(
          base_lr, start: number(0, 1.0 / 3), end: number(1, 1), period: integer(2, 5))
      case _ where name.hasPrefix("one_cycle"):
        return .oneCycle(maximum: number(0, base_lr), steps: integer(1, lr.count))
      case _ where name.hasPrefix("polynomial"):
        return .polynomial(base_lr, period: integer(1, 5), power: number(0, 1))
      case _ where name.hasPrefix("warm_restarts"):
        // `T0_5_mult2`: the 0 belongs to the name of the first period.
        return .warmRestarts(base_lr, period: integer(1, 10), growth: integer(2, 1))
      default: return nil
      }
    }

    private static func numbers(in name: String) -> [Double] {
      var result: [Double] = []
      var digits = ""
      for character in name + "_" {
        let isExponent =
          !digits.isEmpty && (character == "e" || (character == "-" && digits.last == "e"))
        if character.isNumber || character == "." || isExponent {
          digits.append(character)
        } else if !digits.isEmpty {
          if let number = Double(digits) { result.append(number) }
          digits = ""
        }
      }
      return result
    }
  }

  let initial: Initial
  let gradients: [State]
  let fixed_gradient_trajectories: [Trajectory]
  let loss_driven_trajectories: [Trajectory]
  let gradient_clipping: Clipping
  let lr_schedules: [Schedule]
}
