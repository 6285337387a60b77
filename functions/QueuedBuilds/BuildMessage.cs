using System.Text.Json;
using System.Text.Json.Nodes;
using Deis.Functions.Http;
using Deis.Platform.Json;
using Deis.Platform.Results;

namespace Deis.Functions.QueuedBuilds;

/// <summary>A message of the queue, as far as it can be read without knowing who sent it.</summary>
/// <param name="App">The app that it names.</param>
/// <param name="Token">The token that it bears, perhaps sealed.</param>
/// <param name="Body">All of it.</param>
internal sealed record BuildMessage(string App, string Token, JsonObject Body)
{
    /// <summary>Reads it. What is wrong is said without quoting it.</summary>
    public static Result<BuildMessage> Read(BinaryData content)
    {
        if (!Parse(content).TryGet(out var body, out var error))
        {
            return error;
        }
        var fields = new TextFields(body);
        var (app, token) = (fields.Get("app"), fields.Get("token"));
        return fields.AnyError(out error) || new ErrorList().Add(FieldText.Check("app", app)).Add(FieldText.Check("token", token)).Any(out error)
            ? error
            : new BuildMessage(app!, token!, body);
    }

    /// <summary>The text of a message.</summary>
    public static string Write(string app, string token, JsonObject order)
    {
        var message = new JsonObject { ["app"] = app, ["token"] = token };
        foreach (var field in (string[])["image", "source", "procfile", "sha"])
        {
            if (order[field] is { } value)
            {
                message[field] = value.DeepClone();
            }
        }
        return message.ToJsonString(JsonSerializerOptions.Default);
    }

    /// <summary>The content as a JSON object.</summary>
    public static Result<JsonObject> Parse(BinaryData content)
    {
        try
        {
            return StrictJson.Parse(content.ToMemory().Span) is JsonObject body ? body : Errors.NotAnObject;
        }
        catch (JsonException)
        {
            return Errors.NotJson;
        }
    }
}
