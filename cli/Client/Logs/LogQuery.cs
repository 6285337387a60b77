namespace Deis.Client.Logs;

/// <summary>Which log lines to read.</summary>
public sealed record LogQuery
{
    /// <summary>How many of the newest lines; null or less than 1 leaves it to the server.</summary>
    public int? Lines { get; init; }

    /// <summary>Goes on with new lines until cancelled.</summary>
    public bool Follow { get; init; }

    /// <summary>Only this process type or process.</summary>
    public string? Process { get; init; }

    /// <summary>Only lines since then: a duration such as <c>10m</c>, or an RFC 3339 time.</summary>
    public string? Since { get; init; }

    internal string ToQueryString()
    {
        var parts = new List<string>();
        if (Lines is > 0)
            parts.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"log_lines={Lines}"));
        if (Follow)
            parts.Add("follow=true");
        if (Process is not null)
            parts.Add($"process={Uri.EscapeDataString(Process)}");
        if (Since is not null)
            parts.Add($"since={Uri.EscapeDataString(Since)}");
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }
}
