namespace Skapi.Rtc.Managed.Mdns;

/// <summary>A question of an mDNS message.</summary>
/// <param name="Name">The name, without the dot at its end.</param>
/// <param name="Type">The type of record that is asked for.</param>
internal readonly record struct MdnsQuestion(string Name, MdnsRecordType Type);
