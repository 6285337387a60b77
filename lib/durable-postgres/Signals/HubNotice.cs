namespace DurableTask.Postgres.Signals;

/// <summary>
/// The text of a NOTIFY: one line for "there is work" (<c>w</c>) or not (<c>-</c>), then one line per changed instance, or <c>*</c> when
/// there were too many to name.
/// </summary>
internal static class HubNotice
{
    /// <summary>There is work.</summary>
    public const string WorkOnly = "w";

    private const int MaximumLength = 7000;

    /// <summary>The channel of a hub.</summary>
    public static string Channel(short hub) => $"durable_hub_{hub}";

    /// <summary>Writes a notice.</summary>
    public static string Write(bool hasWork, IReadOnlyCollection<string> changed)
    {
        var head = hasWork ? WorkOnly : "-";

        // A character takes up to three bytes in UTF-8 (surrogates two each).
        return changed.Sum(id => id.Length + 1) * 3 > MaximumLength
            ? head + "\n*"
            : string.Join('\n', changed.Prepend(head));
    }

    /// <summary>Passes a notice on.</summary>
    public static void Read(string payload, HubSignals signals)
    {
        var lines = payload.Split('\n');
        if (lines[0] == WorkOnly)
        {
            signals.Work.Set();
        }

        foreach (var line in lines.Skip(1))
        {
            if (line == "*")
            {
                signals.AnyInstanceChanged();
            }
            else
            {
                signals.InstanceChanged(line);
            }
        }
    }
}
