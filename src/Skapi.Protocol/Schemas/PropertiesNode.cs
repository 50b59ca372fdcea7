using Skapi.Protocol.Json;

namespace Skapi.Protocol.Schemas;

/// <summary>The properties form.</summary>
internal sealed class PropertiesNode : SchemaNode
{
    private readonly string _objectPath;
    private readonly (byte[] Name, SchemaNode Schema)[] _properties;
    private readonly int _required;
    private readonly bool _allowsAdditional;
    private readonly byte[]? _tag;

    /// <summary>Makes a schema.</summary>
    /// <param name="path">The JSON Pointer of the schema.</param>
    /// <param name="isNullable">Whether null is accepted in any case.</param>
    /// <param name="properties">The properties, the required ones first.</param>
    /// <param name="required">How many are required.</param>
    /// <param name="hasRequiredKeyword">Whether the schema has “properties”, even if empty: a value that is no object is rejected by it.</param>
    /// <param name="allowsAdditional">Whether other members are accepted.</param>
    /// <param name="tag">The union's tag, which is no additional member.</param>
    public PropertiesNode(
        string path, bool isNullable, (byte[] Name, SchemaNode Schema)[] properties, int required, bool hasRequiredKeyword, bool allowsAdditional, byte[]? tag)
        : base(path, isNullable)
    {
        _objectPath = path + (hasRequiredKeyword ? "/properties" : "/optionalProperties");
        (_properties, _required, _allowsAdditional, _tag) = (properties, required, allowsAdditional, tag);
    }

    protected override void ValidateValue(ref Validation validation)
    {
        if (validation.Reader.PeekKind() != JsonKind.Object)
        {
            validation.Reject(_objectPath);
            return;
        }

        MemberSet seen = default;
        var next = 0;
        validation.Reader.ReadObjectStart();
        while (validation.Reader.ReadMember(out var name))
        {
            var index = Find(name, next);
            if (index >= 0)
            {
                validation.Reader.Note(ref seen, index);
                _properties[index].Schema.Validate(ref validation);
                next = index + 1;
            }
            else if (_allowsAdditional || (_tag is not null && name.SequenceEqual(_tag)))
            {
                validation.Reader.Skip();
            }
            else
            {
                validation.Reject(Path);
            }
        }

        AddMissing(ref validation, seen);
    }

    private void AddMissing(ref Validation validation, in MemberSet seen)
    {
        if (validation.Reader.Failed || seen.FirstMissing(_required) < 0)
            return;

        for (var index = 0; index < _required; index++)
        {
            if (!seen.Contains(index))
                validation.AddToObject(_properties[index].Schema.Path);
        }
    }

    /// <summary>Members mostly come in the schema's order, so the search begins behind the one before.</summary>
    private int Find(ReadOnlySpan<byte> name, int expected)
    {
        for (var i = 0; i < _properties.Length; i++)
        {
            var index = expected + i;
            if (index >= _properties.Length)
                index -= _properties.Length;
            if (name.SequenceEqual(_properties[index].Name))
                return index;
        }

        return -1;
    }
}
