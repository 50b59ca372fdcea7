using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Json;
using Skapi.Protocol.Generators.Schemas;

namespace Skapi.Protocol.Generators.Types;

/// <content>Unions and enums.</content>
internal sealed partial class TypeBuilder
{
    private UnionModel BuildUnion(Schema schema, string name, Docs docs)
    {
        var scope = new NameScope(name, NameScope.OfUnion, diagnostics);
        var discriminator = schema.Node.Members.First(static member => member.Name == "discriminator").Value;
        var tagProperty = scope.Add(schema.Discriminator, discriminator.Range, explicitName: null);

        var named = new List<(SchemaProperty Case, string Name)>();
        foreach (var item in schema.Mapping)
        {
            var caseName = scope.Add(item.Name, item.NameRange, item.Schema.Metadata.Name);
            if (Names.IsContextualKeyword(caseName))
                diagnostics.Report(DiagnosticDescriptors.ReservedTypeName, item.NameRange, caseName);
            named.Add((item, caseName));
        }

        // A case inherits the tag's property and the nested types of the union, so its members cannot have their names.
        string[] inherited = [.. NameScope.OfRecord, tagProperty, "Unknown", .. named.Select(static item => item.Name)];
        var keys = MessagePackKeys.Assign(schema.Mapping, additional: null, first: 0, diagnostics);
        var cases = named.Select((item, index) => new CaseModel(
            item.Case.Name,
            BuildRecord(
                item.Case.Schema,
                item.Name,
                name + item.Name,
                DocsOf(item.Case.Schema.Metadata, $"The case “{item.Case.Name}”."),
                new NameScope(item.Name, inherited, diagnostics)) with { Place = new(item.Case.NameRange) },
            keys[index]));
        var unknown = new UnknownNames(scope.AddFree("Tag"), scope.AddFree("Raw"), scope.AddFree("Packed"));
        return new(name, docs, schema.Discriminator, tagProperty, cases.ToEquatableArray(), unknown);
    }

    private KindUnionModel BuildKindUnion(Schema schema, string name, Docs docs)
    {
        var scope = new NameScope(name, NameScope.OfKindUnion, diagnostics);
        var keys = MessagePackKeys.Assign(schema.Union, additional: null, first: 0, diagnostics);
        var cases = new List<KindCaseModel>();
        foreach (var item in schema.Union)
        {
            var caseName = scope.Add(item.Name, item.NameRange, item.Schema.Metadata.Name);
            if (Names.IsContextualKeyword(caseName))
                diagnostics.Report(DiagnosticDescriptors.ReservedTypeName, item.NameRange, caseName);

            var type = TypeOf(item.Schema, name + caseName);
            var value = new MemberModel("", NameScope.WrapperValue, type, IsRequired: true, new("The value."), Key: 0)
            {
                Helper = HelperNames.Add(type, NameScope.WrapperValue, new NameScope(caseName, NameScope.OfKindUnion, diagnostics)),
            };
            var caseDocs = DocsOf(item.Schema, $"The case “{item.Name}”.");
            var record = new RecordModel(caseName, caseDocs, new[] { value }.ToEquatableArray(), default) { Place = new(item.NameRange) };
            cases.Add(new(KindOf(item.Schema), record, keys[cases.Count]));
        }

        return new(name, docs, cases.ToEquatableArray());
    }

    private JsonKind KindOf(Schema schema)
    {
        while (schema.Form == SchemaForm.Ref)
            schema = root.FindDefinition(schema.Ref)!;
        return schema.JsonKind!.Value;
    }

    private EnumModel BuildEnum(Schema schema, string name, Docs docs)
    {
        foreach (var (member, _) in schema.Metadata.Values)
        {
            if (schema.Enum.Any(value => value.Text == member.Name))
                continue;

            var suggestion = Suggestion.For(member.Name, schema.Enum.Select(static value => value.Text));
            diagnostics.Report(DiagnosticDescriptors.UnknownValue, member.NameRange, member.Name, suggestion);
        }

        var scope = new NameScope(name, NameScope.OfEnum, diagnostics);
        var values = new List<EnumValueModel>();
        foreach (var value in schema.Enum)
        {
            var metadata = schema.Metadata.Values.FirstOrDefault(item => item.Member.Name == value.Text).Metadata ?? Metadata.None;
            var valueName = scope.Add(value.Text, value.Range, metadata.Name);
            values.Add(new(value.Text, valueName, DocsOf(metadata, $"The value “{value.Text}”.")) { Place = new(value.Range) });
        }

        return new(name, docs, values.ToEquatableArray());
    }
}
