namespace Skapi.Rtc.Managed.Tests.Fuzzing;

/// <summary>A layer that reads what the other side sends.</summary>
internal interface IFuzzTarget
{
    /// <summary>Handles an input. Whatever it contains, nothing is thrown.</summary>
    void Run(ReadOnlySpan<byte> input);

    /// <summary>Inputs from real traffic, with which fuzzing begins.</summary>
    IEnumerable<byte[]> CreateSeeds();
}
