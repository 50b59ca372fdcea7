// Each call encodes and decodes pictures on both sides: two at a time only make each other wait.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
