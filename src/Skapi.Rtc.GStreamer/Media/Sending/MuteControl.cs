using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Media.Sending;

/// <summary>Makes a track silent or black: with an element that changes the raw media, or with the source.</summary>
internal sealed class MuteControl
{
    private readonly Action<bool> _set;

    /// <summary>Mutes with the source.</summary>
    public MuteControl(LocalSource source) => _set = source.SetMuted;

    /// <summary>Mutes with the properties of an element.</summary>
    public MuteControl(nint element, (string Name, string Value)[] muted, (string Name, string Value)[] heard) => _set = isMuted =>
    {
        foreach (var (name, value) in isMuted ? muted : heard)
            GObject.Set(element, name, value);
    };

    /// <summary>Sends silence or black, or the source again.</summary>
    public void Set(bool muted) => _set(muted);
}
