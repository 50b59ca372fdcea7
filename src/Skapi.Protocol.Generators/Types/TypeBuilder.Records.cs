using System.Globalization;
using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Schemas;

namespace Skapi.Protocol.Generators.Types;

/// <content>Records: the properties form, alone and as a case of a union.</content>
internal sealed partial class TypeBuilder
{
    private RecordModel BuildRecord(Schema schema, string name, string path, Docs recordDocs, NameScope scope)
    {
        var presence = schema.Metadata.Presence;
        foreach (var reserved in presence.Count > 0 ? NameScope.OfPresence : [])
        {
            if (!scope.IsFree(reserved))
                diagnostics.Report(DiagnosticDescriptors.MemberNameClash, presence[0].Range, "presence", reserved, name, "metadata.name");
            scope.Reserve(reserved);
        }

        var members = new List<MemberModel>();
        var additional = BuildAdditional(schema, scope);
        var first = additional is not null && schema.Metadata.AdditionalKey is null ? 1 : 0;
        var keys = MessagePackKeys.Assign(schema.Properties, schema.Metadata.AdditionalKey, first, diagnostics);
        foreach (var property in schema.Properties)
        {
            var memberName = scope.Add(property.Name, property.NameRange, property.Schema.Metadata.Name);
            var type = TypeOf(property.Schema, path + memberName);
            var docs = DocsOf(property.Schema, $"The member “{property.Name}”.");
            members.Add(new(property.Name, memberName, type.WithNull(!property.IsRequired), property.IsRequired, docs, keys[members.Count])
            {
                AllowsNull = type.IsNullable,
                Default = DefaultReader.Read(property, type, EnumValuesOf(property.Schema), diagnostics),
                Browser = property.Schema.Metadata.Browser,
                Place = new(property.NameRange),
            });
        }

        // Helpers are private, so they are named last and make way for the members.
        for (var i = 0; i < members.Count; i++)
            members[i] = members[i] with { Helper = HelperNames.Add(members[i].Type, members[i].Name, scope) };

        foreach (var item in presence)
        {
            var member = members.Find(candidate => candidate.WireName == item.Text);
            if (member is null)
            {
                var suggestion = Suggestion.For(item.Text, members.Select(static known => known.WireName));
                diagnostics.Report(DiagnosticDescriptors.UnknownPresence, item.Range, item.Text, suggestion);
            }
            else if (member.Default is not null)
                diagnostics.Report(
                    DiagnosticDescriptors.InvalidDefault, item.Range, $"“{item.Text}” is a payload member, so it can be absent");
            else if (member.Name == "None")
                diagnostics.Report(DiagnosticDescriptors.MemberNameClash, item.Range, item.Text, "None", "PayloadKind", "metadata.name");
        }

        var order = presence.Select(item => members.Find(member => member.WireName == item.Text)?.Name).OfType<string>();
        return new(name, recordDocs, members.ToEquatableArray(), order.ToEquatableArray())
        {
            IsOpen = schema.AllowsAdditionalProperties,
            Additional = additional,
        };
    }

    private AdditionalModel? BuildAdditional(Schema schema, NameScope scope)
    {
        if (schema.Metadata.Additional is not { } name)
        {
            if (schema.Metadata.AdditionalKey is { } lonely)
                diagnostics.Report(DiagnosticDescriptors.IncompleteForm, lonely.Range, "metadata.additionalKey", "metadata.additional");
            return null;
        }

        if (!schema.AllowsAdditionalProperties)
            diagnostics.Report(DiagnosticDescriptors.AdditionalOfClosed, name.Range, "metadata.additional");
        var explicitKeys = schema.Properties.Any(static property => property.Schema.Metadata.Key is not null);
        if (explicitKeys && schema.Metadata.AdditionalKey is null)
            diagnostics.Report(DiagnosticDescriptors.MissingMessagePackKey, name.Range, "metadata.additional");
        var key = schema.Metadata.AdditionalKey is { } node ? int.Parse(node.Text, CultureInfo.InvariantCulture) : 0;
        return new(scope.Add("metadata.additional", name.Range, name), key) { Place = new(name.Range) };
    }
}
