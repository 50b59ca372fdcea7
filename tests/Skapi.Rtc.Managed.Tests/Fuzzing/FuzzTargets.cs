namespace Skapi.Rtc.Managed.Tests.Fuzzing;

/// <summary>The layers whose input is fuzzed.</summary>
internal static class FuzzTargets
{
    // An input has some kilobytes at most. What a layer allocates for it may be larger by a factor, but not without bound.
    private const long MaxAllocation = 64L << 20;

    public static IReadOnlyDictionary<string, Func<IFuzzTarget>> All { get; } = new Dictionary<string, Func<IFuzzTarget>>
    {
        ["stun"] = static () => new StunTarget(),
        ["turn"] = static () => new TurnTarget(),
        ["dtls-client"] = static () => new DtlsTarget(isClient: true),
        ["dtls-server"] = static () => new DtlsTarget(isClient: false),
        ["sctp"] = static () => new SctpTarget(),
        ["dcep"] = static () => new DcepTarget(),
        ["transport-feedback"] = static () => new TransportFeedbackTarget(),
        ["media"] = static () => new MediaTarget(),
        ["sdp"] = static () => new SdpTarget(),
        ["mdns"] = static () => new MdnsTarget(),
        ["candidate"] = static () => new CandidateTarget(),
    };

    /// <summary>Runs an input, and checks how much was allocated for it.</summary>
    public static void RunChecked(IFuzzTarget target, ReadOnlySpan<byte> input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        target.Run(input);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated > MaxAllocation)
            throw new InvalidOperationException($"An input of {input.Length} bytes made the layer allocate {allocated} bytes.");
    }
}
