using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Deis.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Deis.Functions.Durable;

/// <summary>Takes parameters out of a query; what cannot be read is noted. An empty value counts as not given.</summary>
internal sealed class QueryFields(HttpRequest request)
{
    private static readonly string[] MomentFormats =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private static readonly Dictionary<string, OrchestrationRuntimeStatus> StatusNames =
        Enum.GetValues<OrchestrationRuntimeStatus>().ToDictionary(status => status.ToString(), StringComparer.Ordinal);

    private string? _error;

    /// <summary>A text.</summary>
    public string? Text(string name)
    {
        var value = request.Query[name].ToString();
        if (value.Contains('\0', StringComparison.Ordinal))
        {
            Note(name, "may not hold NUL characters");
            return null;
        }
        return value.Length == 0 ? null : value;
    }

    /// <summary><c>true</c> or <c>false</c>, in any case.</summary>
    public bool Flag(string name, bool otherwise)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }
        if (!bool.TryParse(text, out var flag))
        {
            Note(name, "must be true or false");
        }
        return flag;
    }

    /// <summary>A whole number from 1 on.</summary>
    public int Count(string name, int otherwise)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
        {
            Note(name, "must be a whole number from 1 on");
        }
        return count;
    }

    /// <summary>A number of seconds, at most a day.</summary>
    public TimeSpan? Seconds(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= TimeSpan.SecondsPerDay)
        {
            return TimeSpan.FromSeconds(seconds);
        }
        Note(name, "must be a number of seconds from 0 to 86400");
        return null;
    }

    /// <summary>A moment in ISO 8601; without an offset it is UTC.</summary>
    public DateTimeOffset? Moment(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }
        if (DateTimeOffset.TryParseExact(text, MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
        {
            return moment;
        }
        Note(name, "must be a time such as 2026-11-27T08:00:00Z");
        return null;
    }

    /// <summary>Statuses, with commas or given several times; null: none given.</summary>
    public IReadOnlyList<OrchestrationRuntimeStatus>? Statuses(string name)
    {
        var statuses = new List<OrchestrationRuntimeStatus>();
        foreach (var word in request.Query[name].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            if (!StatusNames.TryGetValue(word, out var status))
            {
                Note(name, $"must name statuses; there are {string.Join(", ", StatusNames.Keys)}");
            }
            statuses.Add(status);
        }
        return statuses.Count == 0 ? null : statuses;
    }

    /// <summary>Tags as <c>key:value</c>, each given on its own; null: none given.</summary>
    public IReadOnlyDictionary<string, string>? Tags(string name)
    {
        var tags = new Dictionary<string, string>();
        foreach (var text in request.Query[name])
        {
            var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
            if (colon < 1 || text!.Contains('\0', StringComparison.Ordinal))
            {
                Note(name, "must be of the form key:value");
                continue;
            }
            tags[text[..colon]] = text[(colon + 1)..];
        }
        return tags.Count == 0 ? null : tags;
    }

    /// <summary>True with the answer, when something could not be read.</summary>
    public bool AnyError([NotNullWhen(true)] out IResult? failure)
    {
        failure = _error is null ? null : ApiResults.Detail(StatusCodes.Status400BadRequest, _error);
        return failure is not null;
    }

    /// <summary>Notes what is wrong with a parameter; the first mistake is the one that is told.</summary>
    public void Note(string name, string rule) => _error ??= $"{name} {rule}.";
}
