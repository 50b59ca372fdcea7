using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Managed.Negotiation;

/// <summary>Reads what a description says about the transport that all its sections share (RFC 9143).</summary>
internal static class TransportAttributes
{
    /// <summary>The DTLS role that a description offers or takes (RFC 8842, section 5), or null.</summary>
    public static string? SetupOf(SdpDocument description) => Find(description, "setup");

    /// <summary>The ICE credentials of a description, or null.</summary>
    public static IceCredentials? CredentialsOf(SdpDocument description) =>
        Find(description, "ice-ufrag") is { } fragment && Find(description, "ice-pwd") is { } password
            ? new IceCredentials(fragment, password)
            : null;

    /// <summary>Throws if the ICE credentials cannot be used. Call it before anything changes, so that the peer stays as it was.</summary>
    public static void CheckCredentials(SdpDocument description)
    {
        if (CredentialsOf(description)?.FindFault() is { } fault)
            throw SkapiException.InvalidParameter($"The SDP cannot be applied: {fault}.");
    }

    // A section may leave to the first section of the bundle what is the same for all of it (RFC 9143, section 7.1.3).
    private static string? Find(SdpDocument description, string name)
    {
        var used = Sections.FirstIndex(description);
        var own = used >= 0 ? description.EffectiveAttribute(description.Sections[used], name) : null;
        return own ?? (description.TaggedIndex is >= 0 and var tagged
            ? description.EffectiveAttribute(description.Sections[tagged], name)
            : null);
    }
}
