using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Deis.Functions.Tests.Reference.Generation;
using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests.Reference;

/// <summary>The API as the document describes it; answers are held against it.</summary>
public sealed class DescribedApi
{
    // Statuses that the document describes as "any other failure".
    private static readonly int[] Unnamed = [406, 408, 413, 415, 500, 507];

    // Fields that the cases send to show that they are not looked at.
    private static readonly string[] Ignored = ["common_name", "is_superuser", "is_staff"];

    private static readonly Lazy<Task<DescribedApi>> Read = new(async () => new DescribedApi(JsonNode.Parse(await DocumentBuilder.WriteAsync())!));

    private readonly JsonNode _document;
    private readonly SchemaCheck _schemas;

    private DescribedApi(JsonNode document)
    {
        _document = document;
        _schemas = new SchemaCheck(document);
        Operations =
        [
            .. from path in document["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               select new DescribedOperation(operation.Key.ToUpperInvariant(), path.Key, PatternOf(path.Key, operation.Value!), operation.Value!),
        ];
    }

    /// <summary>All operations.</summary>
    internal IReadOnlyList<DescribedOperation> Operations { get; }

    /// <summary>The description that the code makes now.</summary>
    public static Task<DescribedApi> ReadAsync() => Read.Value;

    /// <summary>What an answer has that the document does not tell; null when there is nothing.</summary>
    /// <param name="method">Method of the request.</param>
    /// <param name="path">Its path, perhaps with a query.</param>
    /// <param name="body">Its body, when that is a JSON object.</param>
    /// <param name="answer">The answer.</param>
    public string? Untold(string method, string path, JsonObject? body, ApiAnswer answer)
    {
        if (answer.Status is 405 || (answer.Status == 404 && answer.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true))
        {
            return null;
        }
        var plain = path.Split('?')[0].Replace("//", "/", StringComparison.Ordinal);
        var verb = method == "HEAD" ? "GET" : method;
        // Of several the one with the fewest values in its path is meant.
        var operation = Operations.Where(one => one.Verb == verb && one.Pattern.IsMatch(plain)).MinBy(one => one.Template.Count(letter => letter == '{'));
        if (operation is null)
        {
            return method == "OPTIONS" ? null : $"{method} {plain} is not in the document.";
        }
        return UntoldField(operation, body, answer) ?? UntoldAnswer(operation, answer, isHead: method == "HEAD");
    }

    /// <summary>What is wrong with an example of an operation; null when nothing is.</summary>
    internal string? Mismatch(JsonNode media, JsonNode? value) => _schemas.Mismatch(media["schema"]!, value);

    /// <summary>The node itself, or what it refers to.</summary>
    internal JsonNode Resolve(JsonNode node) =>
        node["$ref"]?.GetValue<string>() is { } reference ? reference[2..].Split('/').Aggregate(_document, (at, step) => at[step]!) : node;

    private string? UntoldField(DescribedOperation operation, JsonObject? body, ApiAnswer answer)
    {
        if (body is null || answer.Status >= 300 || operation.Node["requestBody"]?["content"]?["application/json"] is not { } media)
        {
            return null;
        }
        var fields = Resolve(media["schema"]!)["properties"]?.AsObject();
        var unknown = fields is null ? null : body.Select(field => field.Key).FirstOrDefault(name => !Ignored.Contains(name) && !fields.ContainsKey(name));
        return unknown is null ? null : $"{operation.Verb} {operation.Template} took the field {unknown}, which is not in the document.";
    }

    private string? UntoldAnswer(DescribedOperation operation, ApiAnswer answer, bool isHead)
    {
        var place = $"{operation.Verb} {operation.Template}, {answer.Status}";
        var status = answer.Status.ToString(CultureInfo.InvariantCulture);
        var described = operation.Node["responses"]![status] ?? (Unnamed.Contains(answer.Status) ? operation.Node["responses"]!["default"] : null);
        if (described is null)
        {
            return $"{place}: the document does not name the status. {answer.Body}";
        }
        var content = Resolve(described)["content"]?.AsObject();
        if (answer.Body.Length == 0)
        {
            return content is null || isHead ? null : $"{place}: there is no body.";
        }
        var type = answer.ContentType?.Split(';')[0] ?? "";
        if (content?[type] is not { } media)
        {
            return $"{place}: the document does not name {type}.";
        }
        var mismatch = type == "application/json" ? Mismatch(media, answer.Json) : null;
        return mismatch is null ? null : $"{place}: {mismatch} {answer.Body}";
    }

    private static Regex PatternOf(string template, JsonNode operation)
    {
        var patterns = (operation["parameters"]?.AsArray() ?? []).Where(one => one!["in"]?.GetValue<string>() == "path")
            .ToDictionary(one => one!["name"]!.GetValue<string>(), one => one!["schema"]!["pattern"]?.GetValue<string>().Trim('^', '$') ?? "[^/]+");
        var text = string.Concat(Regex.Split(template.TrimEnd('/'), @"(\{\w+\})").Select(part => part is ['{', .. var name, '}'] ? $"(?:{patterns[name]})" : Regex.Escape(part)));
        return new Regex($"^{text}/?$", RegexOptions.CultureInvariant);
    }
}
