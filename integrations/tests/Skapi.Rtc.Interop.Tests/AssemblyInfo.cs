// Each test encodes and decodes pictures: two at a time only make each other wait.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
