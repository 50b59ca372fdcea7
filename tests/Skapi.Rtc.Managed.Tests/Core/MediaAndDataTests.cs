using Skapi.Rtc.Managed.Core;
using Skapi.Rtc.Managed.Sctp.Sending;

namespace Skapi.Rtc.Managed.Tests.Core;

/// <summary>Media and data share one path, which the core tells both.</summary>
public class MediaAndDataTests
{
    private static readonly SendOptions Options = new(1, CorePair.Ppid);

    [Fact]
    public void Data_that_are_sent_are_counted_for_media()
    {
        var media = new RecordingMedia();
        using var pair = Connect(media);
        var before = media.DataBytes;

        pair.Left.Send(Options, new byte[50_000]);
        pair.RunUntil(() => pair.Right.Received.Count == 1);

        (media.DataBytes - before).ShouldBeGreaterThan(50_000);
    }

    [Fact]
    public void Data_keep_to_the_limit_that_media_set()
    {
        var media = new RecordingMedia();
        using var pair = Connect(media);
        media.Limit = new DataLimit(10_000, TimeSpan.FromMilliseconds(40));

        pair.Left.Send(Options, new byte[50_000]);
        pair.Run(TimeSpan.FromSeconds(2));
        pair.Right.Received.ShouldBeEmpty();
        media.Limit = null;
        pair.Run(TimeSpan.FromSeconds(1));

        pair.Right.Received.Count.ShouldBe(1);
    }

    [Fact]
    public void Media_are_told_that_the_path_has_changed()
    {
        using var pair = new RoamingPair(2, 0, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(50));
        pair.RunUntilConnected();
        pair.Run(TimeSpan.FromSeconds(5));
        var before = pair.Left.Media.PathChanges;

        pair.Left.Move(TimeSpan.FromMilliseconds(100));
        pair.Run(TimeSpan.FromSeconds(10));

        pair.Left.Media.PathChanges.ShouldBeGreaterThan(before);
    }

    private static CorePair Connect(RecordingMedia left)
    {
        var pair = new CorePair(media: index => index == 0 ? left : new RecordingMedia());
        pair.Start();
        pair.RunUntil(() => pair.IsEstablished);
        return pair;
    }
}
