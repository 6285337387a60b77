using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Paging;

/// <summary>Cuts pages out of queries.</summary>
public static class PagingExtensions
{
    /// <summary>Reads one page of an ordered query.</summary>
    public static async Task<Page<T>> ToPageAsync<T>(this IQueryable<T> query, PageRequest page, CancellationToken cancellationToken)
    {
        var count = await query.CountAsync(cancellationToken);
        var items = await query.Skip(page.Offset).Take(page.Limit).ToListAsync(cancellationToken);
        return new Page<T>(count, items);
    }
}
