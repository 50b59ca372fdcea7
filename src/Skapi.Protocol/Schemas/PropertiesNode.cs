using System.Buffers;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.Schemas;

/// <summary>The schema of the properties form.</summary>
internal sealed class PropertiesNode : SchemaNode
{
    private const int BitsOfWord = 64;
    private const int WordsOnStack = 4;

    private readonly string _objectPath;
    private readonly SchemaNode[] _properties;
    private readonly KnownNames _names;
    private readonly byte[][] _memberTexts;
    private readonly int _required;
    private readonly bool _allowsAdditional;
    private readonly int _words;

    /// <summary>Creates a schema.</summary>
    /// <param name="path">The JSON Pointer of the schema.</param>
    /// <param name="isNullable">Whether null is accepted.</param>
    /// <param name="properties">The properties, with the required ones first.</param>
    /// <param name="required">The number of required properties.</param>
    /// <param name="hasRequiredKeyword">
    /// Whether the schema has “properties”, even if it is empty: it rejects a value that is not an object.
    /// </param>
    /// <param name="allowsAdditional">Whether other members are accepted.</param>
    /// <param name="tag">The tag of the union, which does not count as an additional member.</param>
    public PropertiesNode(
        string path,
        bool isNullable,
        (byte[] Name, SchemaNode Schema)[] properties,
        int required,
        bool hasRequiredKeyword,
        bool allowsAdditional,
        byte[]? tag)
        : base(path, isNullable)
    {
        _objectPath = path + (hasRequiredKeyword ? "/properties" : "/optionalProperties");
        (_properties, _required, _allowsAdditional) = ([.. properties.Select(static member => member.Schema)], required, allowsAdditional);

        // The tag comes after the properties.
        var names = properties.Select(static member => member.Name);
        byte[][] known = [.. tag is null ? names : names.Append(tag)];
        (_names, _memberTexts) = (new(known), [.. known.Select(MemberText)]);
        _words = (properties.Length / BitsOfWord) + 1;
    }

    protected override void ValidateValue(ref Validation validation)
    {
        if (validation.Reader.PeekKind() != JsonKind.Object)
        {
            validation.Reject(_objectPath);
            return;
        }

        if (_words <= WordsOnStack)
        {
            Validate(ref validation, stackalloc ulong[WordsOnStack]);
            return;
        }

        var seen = ArrayPool<ulong>.Shared.Rent(_words);
        seen.AsSpan().Clear();
        Validate(ref validation, seen);
        ArrayPool<ulong>.Shared.Return(seen);
    }

    /// <summary>Validates an object.</summary>
    /// <param name="validation">The validation.</param>
    /// <param name="seen">A bit for each property and for the tag.</param>
    private void Validate(ref Validation validation, scoped Span<ulong> seen)
    {
        var (next, required) = (0, 0);
        validation.Reader.ReadObjectStart();

        // Most members come in the order of the schema.
        while (ReadMember(ref validation.Reader, next, out var index))
        {
            if (index >= 0)
                Note(ref validation, seen, index);

            if ((uint)index < (uint)_properties.Length)
            {
                _properties[index].Validate(ref validation);
                next = index + 1;
                required += index < _required ? 1 : 0;
            }
            else if (index >= 0 || _allowsAdditional)
            {
                validation.Reader.Skip();
            }
            else
            {
                validation.Reject(Path);
            }
        }

        if (required < _required && !validation.Reader.Failed)
            AddMissing(ref validation, seen);
    }

    /// <summary>The beginning of a member without white space: the name and the colon. Empty if JSON has to escape the name.</summary>
    private static byte[] MemberText(byte[] name) =>
        StringScan.IndexOfBreak(name, 0) == name.Length ? [.. "\""u8, .. name, .. "\":"u8] : [];

    private static void Note(ref Validation validation, scoped Span<ulong> seen, int index)
    {
        if (!MemberSet.Add(ref seen[index / BitsOfWord], index))
            validation.Reader.FailDuplicate();
    }

    /// <summary>Reads the name of the next member of an object, or its end. The name is probably the expected one.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="expected">The index of the expected name, or one that no name has.</param>
    /// <param name="index">The index of the name, or -1 if it is not one of them.</param>
    /// <returns>Whether there is a member.</returns>
    private bool ReadMember(ref JsonReader reader, int expected, out int index)
    {
        index = expected;
        if ((uint)expected < (uint)_memberTexts.Length && _memberTexts[expected] is { Length: > 0 } text && reader.TryReadMemberText(text))
            return true;

        var isRead = reader.ReadMemberText(out var name);
        index = isRead ? _names.Find(name) : -1;
        return isRead;
    }

    private void AddMissing(ref Validation validation, scoped ReadOnlySpan<ulong> seen)
    {
        for (var index = 0; index < _required; index++)
        {
            if ((seen[index / BitsOfWord] & (1UL << index)) == 0)
                validation.AddToObject(_properties[index].Path);
        }
    }
}
