using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Deis.Functions.Tests.Reference.Generation;

/// <summary>Contents of answers and requests.</summary>
internal static class Media
{
    /// <summary>A content of one of some forms, with its examples.</summary>
    public static OpenApiMediaType Of(List<IOpenApiSchema> forms, List<JsonNode> examples)
    {
        var media = new OpenApiMediaType { Schema = forms is [var only] ? only : new OpenApiSchema { AnyOf = forms } };
        // The writer leaves out a single example that is empty.
        if (examples is [var single] && single.ToJsonString() is not ("{}" or "[]" or "\"\""))
        {
            media.Example = single;
        }
        else
        {
            media.Examples = examples.Index().ToDictionary(
                example => (example.Index + 1).ToString(CultureInfo.InvariantCulture),
                IOpenApiExample (example) => new OpenApiExample { Value = example.Item });
        }
        return media;
    }
}
