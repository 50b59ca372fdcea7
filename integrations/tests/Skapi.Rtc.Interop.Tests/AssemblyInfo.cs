// Each test encodes and decodes video, so two at a time would only slow each other down.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
