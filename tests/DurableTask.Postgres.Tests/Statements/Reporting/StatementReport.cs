using System.Text;

namespace DurableTask.Postgres.Tests.Statements.Reporting;

/// <summary>The summary of a run: which statements hold where.</summary>
public static class StatementReport
{
    /// <summary>Statements in the contract.</summary>
    public const int Count = 130;

    private static readonly StoreKind[] _stores = Enum.GetValues<StoreKind>();

    public static string Compose(IReadOnlyCollection<StatementResult> results, IReadOnlyDictionary<int, string> leftOut)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(leftOut);
        var byNumber = results.ToLookup(result => result.Number);
        var verdicts = Enumerable.Range(1, Count).Where(number => !leftOut.ContainsKey(number))
            .ToDictionary(number => number, number => _stores.Select(store => Judge(byNumber[number], store)).ToArray());
        var everywhere = verdicts.Values.Count(verdict => verdict.All(state => state == State.Holds));

        var text = new StringBuilder();
        text.Append(
            $"Durable Task contract: {everywhere} of {Count} statements hold {Where(_stores)} ({results.Count} checks). Left out: {List(leftOut)}.\n");
        Append(text, verdicts, State.Broken, "broken");
        Append(text, verdicts, State.NotRun, "not checked in this run");
        return text.ToString();
    }

    private static void Append(StringBuilder text, Dictionary<int, State[]> verdicts, State state, string word)
    {
        for (var index = 0; index < _stores.Length; index++)
        {
            var numbers = verdicts.Where(verdict => verdict.Value[index] == state).Select(verdict => verdict.Key).ToArray();
            if (numbers.Length > 0)
            {
                text.Append($"  {Where([_stores[index]])} {word}: {Ranges(numbers)}\n");
            }
        }
    }

    private static State Judge(IEnumerable<StatementResult> results, StoreKind store)
    {
        var here = results.Where(result => result.Stores.Contains(store)).ToArray();
        return here.Length == 0 ? State.NotRun : here.All(result => result.IsGood) ? State.Holds : State.Broken;
    }

    /// <summary>"1, 3–5" instead of "1, 3, 4, 5".</summary>
    private static string Ranges(int[] numbers) => string.Join(", ", numbers
        .Select((number, index) => (number, run: number - index))
        .GroupBy(entry => entry.run, entry => entry.number)
        .Select(run => run.Count() == 1 ? $"{run.First()}" : $"{run.First()}–{run.Last()}"));

    private static string Where(IEnumerable<StoreKind> stores) =>
        string.Join(" and ", stores.Select(store => store == StoreKind.Postgres ? "on PostgreSQL" : "in memory"));

    private static string List(IReadOnlyDictionary<int, string> leftOut) => leftOut.Count == 0
        ? "none"
        : string.Join(", ", leftOut.OrderBy(entry => entry.Key).Select(entry => $"{entry.Key} ({entry.Value})"));

    private enum State
    {
        Holds,
        Broken,
        NotRun,
    }
}
