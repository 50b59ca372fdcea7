using System.Text;
using System.Text.Json;
using Skapi.Protocol;
using Skapi.Protocol.Json;

namespace Skapi.Rtc.Realtime;

/// <summary>
/// Reads the content of an rtc frame. A receiver tests each member on its own: one that cannot be read, a key perhaps that another
/// client uses for something else, costs only itself, and never the hang-up that stands beside it.
/// </summary>
internal static class SignalReader
{
    /// <summary>Reads a signal.</summary>
    /// <param name="content">The content, as it came.</param>
    /// <param name="error">What was wrong with the whole or with a member; null where nothing was.</param>
    /// <returns>What can be read of it; null where nothing can.</returns>
    public static Signal? Read(RawJson content, out DecodeError? error)
    {
        if (JsonCodec.TryDecode<Signal>(content.Utf8.Span, out var signal, out error) || content.Kind != JsonValueKind.Object)
            return signal;

        var readable = ReadableMembersOf(content);
        return readable.Count > 0 && TryRead(readable, out signal) ? signal : null;
    }

    /// <summary>The members that make a signal alone. Of a name that comes twice the last one counts, as in JavaScript.</summary>
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
