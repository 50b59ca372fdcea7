using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>GLib's error record.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct GError
{
    private readonly uint _domain;
    private readonly int _code;
    private readonly nint _message;

    /// <summary>The code within the error's domain.</summary>
    public int Code => _code;

    /// <summary>The error message.</summary>
    public string Text => Marshal.PtrToStringUTF8(_message) ?? $"error {_code} of domain {_domain}";
}
