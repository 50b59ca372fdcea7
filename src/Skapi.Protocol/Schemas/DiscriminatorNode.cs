using Skapi.Protocol.Json;

namespace Skapi.Protocol.Schemas;

/// <summary>The schema of the discriminator form.</summary>
internal sealed class DiscriminatorNode(
    string path, bool isNullable, byte[] tag, (byte[] Tag, SchemaNode Schema)[] mapping) : SchemaNode(path, isNullable)
{
    private readonly string _discriminatorPath = path + "/discriminator";
    private readonly string _mappingPath = path + "/mapping";
    private readonly KnownNames _tags = new([.. mapping.Select(static item => item.Tag)]);

    protected override void ValidateValue(ref Validation validation)
    {
        if (validation.Reader.PeekKind() != JsonKind.Object)
        {
            validation.Reject(_discriminatorPath);
            return;
        }

        if (validation.Reader.TryPeekFirstTag(tag, out var first) && _tags.Find(new(first, hasEscapes: false)) is var known and >= 0)
        {
            mapping[known].Schema.Validate(ref validation);
            return;
        }

        // The tag can be anywhere in the object, so a copy of the reader looks ahead.
        var ahead = validation.Reader;
        ahead.ReadObjectStart();
        while (ahead.ReadMemberText(out var name))
        {
            if (name.Is(tag))
            {
                ValidateTagged(ref validation, ref ahead);
                return;
            }

            ahead.Skip();
        }

        validation.Reader = ahead;
        validation.AddToObject(_discriminatorPath);
    }

    private void ValidateTagged(ref Validation validation, ref JsonReader ahead)
    {
        if (ahead.PeekKind() != JsonKind.String)
        {
            validation.Add(ahead.Position, ofObject: false, _discriminatorPath);
            validation.Reader.Skip();
            return;
        }

        var offset = ahead.Position;
        if (!ahead.TryReadText(out var value))
        {
            validation.Reader = ahead;
            return;
        }

        var index = _tags.Find(value);
        if (index >= 0)
        {
            mapping[index].Schema.Validate(ref validation);
            return;
        }

        validation.Add(offset, ofObject: false, _mappingPath);
        validation.Reader.Skip();
    }
}
