using System.Diagnostics;
using System.Globalization;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;
using Skapi.Samples.Call.Checks;
using Skapi.Samples.Call.Files;
using Skapi.Samples.Call.Timelines;

namespace Skapi.Samples.Call.Scenes;

/// <summary>Alice sends a file to Bob, and Bob compares its hash with the one that Alice sends after it.</summary>
internal sealed class FileScene(Party alice, Party bob, ITimeline timeline) : IScene
{
    private const int Size = 100_000_000;

    /// <summary>The channel of the file: reliable and ordered, unlike Skapi's preset for files.</summary>
    private static readonly DataChannelOptions Channel = new() { Protocol = "file" };

    private long _length;
    private bool _isSame;
    private TimeSpan _took;

    public IReadOnlyList<DataChannelOptions> Channels { get; } = [Channel];

    public MediaOptions? Media => null;

    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var source = folder.PathOf("sent.bin");
        await RandomFile.WriteAsync(source, Size, cancellationToken);

        await using var received = new ReceivedFile(folder.PathOf("received.bin"), Size);
        bob.Receives(Channel.Protocol, received);
        await Task.WhenAll(alice.OpenedAsync(Channel.Protocol), bob.OpenedAsync(Channel.Protocol)).WaitAsync(cancellationToken);

        alice.Did("send", $"a file of {InMegabytes(Size)} MB");
        var began = Stopwatch.GetTimestamp();
        var sender = new FileSender(alice, Channel.Protocol);
        await timeline.ShowProgressAsync(bob.Name, "file", Size, async progress =>
        {
            received.Progress = progress;
            await sender.SendAsync(source, cancellationToken);
            _isSame = await received.IsSame.WaitAsync(cancellationToken);
        });
        _length = received.Length;
        _took = Stopwatch.GetElapsedTime(began);
        bob.Did("compare", _isSame ? "the file has the hash that Alice sent" : "the hashes differ");
    }

    public IEnumerable<Finding> Findings()
    {
        var (seconds, hash) = (_took.TotalSeconds, _isSame ? "the same" : "another");
        yield return new(
            $"{bob.Name} receives {alice.Name}'s file",
            _isSame && _length == Size,
            string.Create(CultureInfo.InvariantCulture, $"{InMegabytes(_length)} MB in {seconds:0.0} s, {hash} SHA-256"));
    }

    private static string InMegabytes(long bytes) => (bytes / 1e6).ToString("0", CultureInfo.InvariantCulture);
}
