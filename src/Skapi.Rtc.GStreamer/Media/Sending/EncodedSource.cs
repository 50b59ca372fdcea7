using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Media.Sending;

/// <summary>Encoded frames that the app pushes.</summary>
/// <remarks>
/// They cannot be made silent or black without an encoder, so muting holds them back, and video begins again at a key frame.
/// </remarks>
/// <param name="feed">The app's feed.</param>
/// <param name="failed">Called with an exception of the app's key-frame handler.</param>
internal sealed unsafe class EncodedSource(EncodedFeed feed, Action<Exception> failed) : FeedSource(RtpCodec.Of(feed.Codec).EncodedCaps)
{
    private readonly bool _isVideo = RtpCodec.Of(feed.Codec).Kind == MediaKind.Video;
    private volatile bool _isMuted;
    private bool _needsKeyFrame = RtpCodec.Of(feed.Codec).Kind == MediaKind.Video;

    /// <inheritdoc/>
    public override nint Build(nint bin)
    {
        var appsrc = base.Build(bin);
        if (_isVideo)
        {
            var pad = GstElement.GetStaticPad(appsrc, "src");
            GstPad.Probe(pad, GstPad.ProbeEventUpstream, &OnEvent, this);
            GObject.Unref(pad);
        }

        return appsrc;
    }

    /// <inheritdoc/>
    public override void SetMuted(bool muted) => _isMuted = muted;

    /// <inheritdoc/>
    protected override IDisposable Subscribe() => feed.Subscribe(OnFrame);

    // The other side's request (RFC 4585, section 6.3.1) comes from the RTP session against the flow of the media.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnEvent(nint pad, GstPadProbeInfo* info, nint userData)
    {
        if (GstPad.IsKeyFrameRequest(info->Data))
            NativeState.Get<EncodedSource>(userData).RequestKeyFrame();
        return GstPad.ProbeReturnOk;
    }

    private void RequestKeyFrame()
    {
        try
        {
            feed.RequestKeyFrame();
        }
        catch (Exception exception)
        {
            failed(exception);
        }
    }

    private void OnFrame(EncodedFrame frame)
    {
        if (_isMuted)
        {
            _needsKeyFrame = _isVideo;
            return;
        }

        if (_needsKeyFrame && !frame.IsKeyFrame)
            return;

        _needsKeyFrame = false;
        Push(frame.Data, frame.Timestamp, isDelta: !frame.IsKeyFrame);
    }
}
