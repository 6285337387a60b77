namespace Deis.Local;

/// <summary>A thread that lives as long as this process. Linux ties "die with the parent" to the <em>thread</em> that made the child, so a child
/// started from a pool thread would die when the pool lets that thread go.</summary>
internal static class LastingThread
{
    private static readonly System.Collections.Concurrent.BlockingCollection<Action> Work = Start();

    /// <summary>Runs <paramref name="work"/> on the thread and returns what it returns.</summary>
    public static T Run<T>(Func<T> work)
    {
        var result = default(T);
        Exception? failure = null;
        using var done = new ManualResetEventSlim();
        Work.Add(() =>
        {
            try
            {
                result = work();
            }
            catch (Exception exception)
            {
                failure = exception;
            }

            done.Set();
        });
        done.Wait(CancellationToken.None);
        return failure is null ? result! : throw failure;
    }

    private static System.Collections.Concurrent.BlockingCollection<Action> Start()
    {
        var queue = new System.Collections.Concurrent.BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var work in queue.GetConsumingEnumerable())
            {
                work();
            }
        })
        { IsBackground = true, Name = "children" }.Start();
        return queue;
    }
}
