using System.Text;
using System.Text.Json;
using Skapi.Protocol;
using Skapi.Protocol.Json;

namespace Skapi.Rtc.Realtime;

/// <summary>
/// Reads the content of an rtc frame. Each member is tested separately: a member that cannot be read, perhaps because another client uses
/// the key for something else, is dropped alone, so that a hang-up beside it is not lost.
/// </summary>
internal static class SignalReader
{
    /// <summary>Reads a signal.</summary>
    /// <param name="content">The content as it was received.</param>
    /// <param name="error">The error of the content or of a member, or null.</param>
    /// <returns>The readable part, or null if nothing can be read.</returns>
    public static Signal? Read(RawJson content, out DecodeError? error)
    {
        if (JsonCodec.TryDecode<Signal>(content.Utf8.Span, out var signal, out error) || content.Kind != JsonValueKind.Object)
            return signal;

        var readable = ReadableMembersOf(content);
        return readable.Count > 0 && TryRead(readable, out signal) ? signal : null;
    }

    /// <summary>
    /// The members that are a valid signal by themselves. Raw JSON has no name twice.
    /// </summary>
    private static Dictionary<string, RawJson> ReadableMembersOf(RawJson content)
    {
        var members = new Dictionary<string, RawJson>(StringComparer.Ordinal);
        var reader = new JsonReader(content.Utf8.Span);
        reader.ReadObjectStart();
        while (reader.ReadMember(out var name))
        {
            var (key, value) = (Encoding.UTF8.GetString(name), reader.ReadRaw());
            if (TryRead([new(key, value)], out _))
                members[key] = value;
        }

        return members;
    }

    private static bool TryRead(IEnumerable<KeyValuePair<string, RawJson>> members, out Signal? signal)
    {
        var json = $"{{{string.Join(',', members.Select(member => $"{RawJson.FromString(member.Key)}:{member.Value}"))}}}";
        return JsonCodec.TryDecode(Encoding.UTF8.GetBytes(json), out signal, out _);
    }
}
