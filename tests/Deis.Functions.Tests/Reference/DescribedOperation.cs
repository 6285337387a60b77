using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Deis.Functions.Tests.Reference;

/// <summary>An operation of the document.</summary>
/// <param name="Verb">Its method, in capitals.</param>
/// <param name="Template">Its path with names in braces.</param>
/// <param name="Pattern">What its paths look like.</param>
/// <param name="Node">What the document says of it.</param>
internal sealed record DescribedOperation(string Verb, string Template, Regex Pattern, JsonNode Node)
{
    /// <summary>Its id.</summary>
    public string Id => Node["operationId"]!.GetValue<string>();
}
