using System.Diagnostics;
using System.Globalization;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;
using Skapi.Samples.Call.Checks;

namespace Skapi.Samples.Call.Scenes;

/// <summary>Both sides send a test pattern and a tone until both have seen and heard enough.</summary>
internal sealed class MediaScene(Party alice, Party bob, MediaOptions media) : IScene
{
    /// <summary>The number of pictures that each side waits for.</summary>
    private const int EnoughPictures = 30;

    private static readonly TimeSpan EnoughSound = TimeSpan.FromSeconds(1);

    /// <summary>What was measured when the scene ended; null before.</summary>
    private Finding[]? _measured;

    public IReadOnlyList<DataChannelOptions> Channels => [];

    public MediaOptions? Media => media;

    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!HasSeenEnough(alice) || !HasSeenEnough(bob))
            await clock.WaitForNextTickAsync(cancellationToken);

        _measured = Measure();
    }

    public IEnumerable<Finding> Findings() => _measured ?? Measure();

    private Finding[] Measure() => [Sees(alice, bob), Sees(bob, alice), Hears(alice, bob), Hears(bob, alice)];

    private static bool HasSeenEnough(Party party) => party.Pictures.Right >= EnoughPictures && IsMostlyRight(party.Sound);

    // A machine under load conceals a frame now and then, so the scene goes on until most of what was heard is right.
    private static bool IsMostlyRight(SoundCheck sound) => sound.Right >= EnoughSound && sound.Right >= 0.8 * sound.Heard;

    private Finding Sees(Party viewer, Party other)
    {
        var first = viewer.Pictures.First == 0 ? "none"
            : string.Create(CultureInfo.InvariantCulture, $"the first {Elapsed(viewer.Pictures.First):0} ms after the offer");
        var (pictures, right) = (viewer.Pictures.Pictures, viewer.Pictures.Right);
        return new(
            $"{viewer.Name} sees {other.Name}'s test pattern",
            right >= EnoughPictures && 10 * right >= 9 * pictures,
            $"{right} of {pictures} pictures, {viewer.Pictures.Size}, {first}");

        double Elapsed(long timestamp) => Stopwatch.GetElapsedTime(alice.Offered, timestamp).TotalMilliseconds;
    }

    private static Finding Hears(Party listener, Party other)
    {
        var (heard, pitch) = (listener.Sound.Heard, listener.Sound.Pitch);
        return new(
            $"{listener.Name} hears {other.Name}'s tone",
            IsMostlyRight(listener.Sound) && Math.Abs(pitch - SoundCheck.Tone) < SoundCheck.Tone / 50,
            string.Create(CultureInfo.InvariantCulture, $"{heard.TotalSeconds:0.0} s at {pitch:0} Hz"));
    }
}
