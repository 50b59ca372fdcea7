// The native stacks use the whole machine during a handshake: two at a time only make each other wait.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
