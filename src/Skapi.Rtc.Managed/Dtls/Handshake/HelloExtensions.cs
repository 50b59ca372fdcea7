using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Dtls.Handshake;

/// <summary>Reads and writes the extensions of the two hellos.</summary>
internal static class HelloExtensions
{
    /// <summary>Writes an extension.</summary>
    public static void Write(ref WireWriter writer, ExtensionType type, scoped ReadOnlySpan<byte> content)
    {
        writer.WriteUInt16((int)type);
        writer.WriteVector16(content);
    }

    /// <summary>Writes use_srtp without a master key identifier.</summary>
    public static void WriteSrtpProfiles(ref WireWriter writer, scoped ReadOnlySpan<SrtpProfile> profiles)
    {
        writer.WriteUInt16((int)ExtensionType.UseSrtp);
        var extension = writer.BeginVector16();
        writer.WriteUInt16(profiles.Length * sizeof(ushort));
        foreach (var profile in profiles)
            writer.WriteUInt16((int)profile);

        writer.WriteVector8([]);
        writer.EndVector16(extension);
    }

    /// <summary>Looks for a value in an extension that is a list of 16-bit values.</summary>
    /// <returns>False if the extension is malformed.</returns>
    public static bool TryFind(ref WireReader extension, ushort wanted, out bool isListed)
    {
        isListed = false;
        var values = new WireReader(extension.ReadVector16());
        while (values.Remaining > 0)
            isListed |= values.ReadUInt16() == wanted;

        return extension.IsComplete && !values.Failed;
    }
}
