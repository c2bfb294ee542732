/// What computes each topic of the book: a row's identifier, then names of the library or of the
/// language. Written by hand from the list of topics; `|` separates names of which one is enough.
let topicTable = """
  LA-01 round quotient
  LA-02 column shape count
  LA-03 + -
  LA-04 *
  LA-05 linearCombination
  LA-06 norm sqrt
  LA-07 normalize
  LA-08 norm1 manhattan
  LA-09 euclidean norm
  LA-10 minMaxScale
  LA-11 dot
  LA-12 angleBetween isOrthogonal degrees
  LA-13 cosineSimilarity similarityMatrix
  LA-14 normalize dot topKSimilar
  LA-15 rows shape
  LA-16 identity zeros
  LA-17 + -
  LA-18 transpose
  LA-19 matmul
  LA-20 shape
  LA-21 matmul ≈
  LA-22 dense matmul
  LA-23 inSpan|isInSpan rank
  LA-24 oneHot
  LA-25 solve coordinates
  LA-26 rank
  LA-27 randomNormal randomMatrix pairwiseDistances mean standardDeviation
  LA-28 isIndependent rank determinant
  LA-29 rank correlation linearFit
  LA-30 determinant inverse solve
  LA-31 reshape shape count zeros
  LA-32 shape
  LA-33 eigen|eig eigenvalues powerIteration
  LA-34 pageRank
  LA-35 svd singularValues
  LA-36 lowRankApproximation norm
  LA-37 conditionNumber
  LA-38 covarianceMatrix|covariance correlationMatrix|correlation
  LA-39 oneHot euclidean
  LA-40 embedding
  LA-41 topKSimilar cosineSimilarity
  LA-42 columnMeans weightedMean
  LA-43 hadamard
  LA-44 project qr
  PR-01 probability|Fraction
  PR-02 complement|-
  PR-03 union|+
  PR-04 *
  PR-05 conditional
  PR-06 chainProbability|sumLogs|product
  PR-07 bayes
  PR-08 totalProbability
  PR-09 posterior
  PR-10 naiveBayes multinomialNaiveBayes predict
  PR-11 mean sum
  PR-12 variance
  PR-13 standardDeviation standardize
  PR-14 normalDensity normalCDF randomNormal
  PR-15 Bernoulli|binomial
  PR-16 sampleCategorical
  PR-17 randomUniform
  PR-18 logPdf|normalDensity log
  PR-19 argmax log
  PR-20 negativeLogLikelihood|log
  PR-21 log logSumExp
  PR-22 argmax
  PR-23 expectation monteCarlo|mean
  PR-24 mutualInformation entropy
  IT-01 entropy
  IT-02 entropy
  IT-03 crossEntropy
  IT-04 crossEntropy
  IT-05 klDivergence
  IT-06 perplexity bitsToNats
  IT-07 bitsPerCharacter
  IT-08 softmax
  IT-09 softmax logSumExp
  IT-10 softmax entropy
  CA-01 gradient
  CA-02 Symbol|gradient
  CA-03 gradient
  CA-04 gradient
  CA-05 gradient
  CA-06 jacobian
  CA-07 gradient
  CA-08 hessian
  CA-09 gradient
  OP-01 gradientDescent
  OP-02 gradientDescent
  OP-03 gradientDescent mse
  OP-04 train batches sgd
  OP-05 train batches gather
  OP-06 sgd step
  OP-07 sgd step
  OP-08 adam step
  OP-09 adamW step
  OP-10 adafactor step
  OP-11 clipByNorm clipByValue
  OP-12 stepDecay
  OP-13 exponentialDecay
  OP-14 cosineAnnealing
  OP-15 warmupCosine warmupInverseSqrt
  OP-16 leastSquares
  OP-17 leastSquares norm
  OP-18 normalEquation leastSquares
  OP-19 matmulFlops
  SL-01 mse ridge
  SL-02 project isOrthogonal
  SL-03 sigmoid gradient
  SL-04 binaryCrossEntropy sigmoidCrossEntropy
  SL-05 logisticRegression
  SL-06 softmaxCrossEntropy softmaxRegression gradient
  SL-07 ridge
  SL-08 lasso softThreshold
  SL-09 knn decisionTree randomForest gradientBoosting predict
  UL-01 kMeans
  UL-02 kMeans gradient
  UL-03 pca
  UL-04 pca singularValues
  UL-05 pca knnGraph tsne
  UL-06 dense mse train
  UL-07 elbo klGaussian
  UL-08 reparameterize gradient
  UL-09 ntXent
  RL-01 mdp gridWorld
  RL-02 discountedReturn
  RL-03 policyEvaluation actionValues
  RL-04 valueIteration policyIteration bellmanResidual
  RL-05 qLearning sarsa tdError
  RL-06 softmax scoreFunction policyGradientLoss
  RL-07 reinforce
  RL-08 advantages actorCritic
  RL-09 ppoClip
  RL-10 rlhfObjective
  RL-11 distillationLoss
  NN-01 dense relu
  NN-02 relu leakyRelu gradient
  NN-03 sigmoid
  NN-04 tanh
  NN-05 gelu geluTanh normalCDF
  NN-06 gradient valueWithGradient
  NN-07 gradient step
  NN-08 train
  NN-09 gradient norm singularValues
  NN-10 gradient norm
  NN-11 xavierNormal xavierUniform
  NN-12 heNormal heUniform
  NN-13 batchNorm
  NN-14 +
  NN-15 layerNorm
  NN-16 graphConv
  CV-01 conv2d conv1d
  CV-02 convOutputSize
  CV-03 convParameters
  CV-04 maxPool2d gradient
  CV-05 receptiveField
  SQ-01 rnnCell
  SQ-02 gradient jacobian
  SQ-03 lstmCell
  SQ-04 lstmCell gradient
  SQ-05 gruCell
  TR-01 attention
  TR-02 randomNormal variance softmax
  TR-03 attention
  TR-04 causalMask attention
  TR-05 softmax
  TR-06 multiHeadAttention
  TR-07 feedForward
  TR-08 positionalEncoding
  TR-09 rope
  TR-10 rope ropeFrequencies
  TR-11 attentionFlops
  TR-12 attention
  TR-13 flashAttention attentionTraffic
  TR-14 windowMask linearAttention
  LM-01 nextTokenLogits softmax
  LM-02 sequenceNLL softmaxCrossEntropy
  LM-03 powerLaw fitPowerLaw
  LM-04 chinchillaTokens chinchillaLoss
  LM-05 characterTokenizer bpeTokenizer encode
  LM-06 sampleToken argmax
  LM-07 topP
  LM-08 topK minP
  LM-09 constrain constrainedDecode
  LM-10 speculativeStep speculativeSpeedup acceptanceRate
  LM-11 kvCacheBytes
  LM-12 groupedQueryAttention kvCacheBytes
  LM-13 ngramModel languageModel languageModelLoss generate train
  LM-14 shiftTargets
  FT-01 loraApply
  FT-02 loraParameters
  FT-03 singularValues lowRankApproximation
  FT-04 nf4Quantize intQuantize nf4Levels
  FT-05 modelBytes quantizedBits
  RG-01 topKSimilar
  RG-02 bruteForceSearch ivfIndex hnswIndex productQuantizer recallAtK search
  RG-03 ntXent clipLoss
  RG-04 ragMarginal
  RG-05 bm25 idf
  RG-06 hybridScore reciprocalRankFusion
  AG-01 beliefUpdate
  AG-02 beliefUpdate
  GM-01 ganValue nonSaturatingLoss
  GM-02 optimalDiscriminator jensenShannon
  GM-03 betaSchedule alphaBar forwardDiffuse
  GM-04 ddpmReverse ddpmMean
  GM-05 ddpmLoss
  GM-06 classifierFreeGuidance
  EN-02 diagnose clipByNorm
  EN-03 minMaxScale standardize rank
  EN-06 matmulFlops
  EN-08 rooflineTime
  """
